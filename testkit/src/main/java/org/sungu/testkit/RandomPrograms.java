package org.sungu.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sungu.graph.Absolute;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Cast;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Constant;
import org.sungu.graph.Cosine;
import org.sungu.graph.Exp;
import org.sungu.graph.Floor;
import org.sungu.graph.Input;
import org.sungu.graph.Iota;
import org.sungu.graph.Less;
import org.sungu.graph.MatMul;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.Negate;
import org.sungu.graph.Power;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reverse;
import org.sungu.graph.Select;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Programs put together by chance from a seed, for what must hold of every program. Two inputs, two variables with updates, tensors of
/// a handful of shapes that stretch to each other, and many of the patterns that rewrites look for.
public final class RandomPrograms {
  private static final int ROWS = 3;
  private static final int COLUMNS = 4;

  private final Random random;
  private final List<Tensor> pool = new ArrayList<>();

  private RandomPrograms(long seed) {
    this.random = new Random(seed);
  }

  /// A program with about the given number of nodes.
  public static Program of(long seed, int nodes) {
    return new RandomPrograms(seed).build(nodes);
  }

  /// Numbers to feed a program: normally distributed.
  public static List<NDArray> inputs(Program program) {
    return program.inputs().stream().map(input -> SampleArrays.normal(input.dtype(), input.shape().toArray())).toList();
  }

  /// Initial values of a program's variables.
  public static Map<Variable, NDArray> variables(Program program) {
    Map<Variable, NDArray> values = new LinkedHashMap<>();
    program.variables().forEach(variable -> values.put(variable, SampleArrays.otherNormal(variable.dtype(), variable.shape().toArray())));
    return values;
  }

  private Program build(int nodes) {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(ROWS, COLUMNS));
    Tensor y = Input.of("y", DType.FLOAT32, Shape.of(ROWS, 1));
    Variable matrix = Variable.trainable("matrix", DType.FLOAT32, Shape.of(ROWS, COLUMNS));
    Variable row = Variable.state("row", DType.FLOAT32, Shape.of(COLUMNS));
    pool.addAll(List.of(x, y, ReadVariable.of(matrix), ReadVariable.of(row)));
    while (pool.size() < nodes) {
      pool.add(next());
    }
    List<Tensor> outputs = new ArrayList<>(List.of(pool.getLast()));
    while (outputs.size() < 3) {
      outputs.add(any());
    }
    Map<Variable, Tensor> updates = new LinkedHashMap<>();
    updates.put(matrix, Broadcast.of(fitting(matrix.shape()), matrix.shape()));
    updates.put(row, Broadcast.of(fitting(row.shape()), row.shape()));
    return Program.of(List.of(x, y), outputs, updates);
  }

  private Tensor next() {
    Tensor a = any();
    return switch (random.nextInt(24)) {
      case 0 -> Negate.of(a);
      case 1 -> Exp.of(Minimum.of(a, 3));
      case 2 -> Sigmoid.of(a);
      case 3 -> StopGradient.of(a);
      case 4 -> Cast.of(a, DType.FLOAT32);
      case 5 -> a.times(List.of(1.0, -1.0, 2.0, 0.5).get(random.nextInt(4)));
      case 6 -> a.plus(List.of(0.0, -0.0, 1.0).get(random.nextInt(3)));
      case 7 -> Power.of(a, random.nextInt(4));
      case 8 -> Select.of(Less.of(a, any(a)), any(a), any(a));
      case 9 -> ReduceSum.keeping(a);
      case 10 -> a.rank() == 0 ? Absolute.of(a) : ReduceSum.keeping(a, -1);
      case 11 -> a.rank() == 0 ? Cosine.of(a) : ReduceMax.keeping(a, 0);
      case 12 -> a.rank() == 2 ? MatMul.of(MatMul.of(a, Transpose.ofLastAxes(a)), a) : Floor.of(a);
      case 13 -> a.rank() == 2 ? Transpose.ofLastAxes(Transpose.ofLastAxes(a)) : Negate.of(Negate.of(a));
      case 14 -> a.reshape((int) a.shape().elementCount()).reshape(a.shape().toArray());
      case 15 -> a.rank() == 0 ? a.squared() : Reverse.of(a, -1);
      case 16 -> Broadcast.of(a, a.shape().broadcast(Shape.of(ROWS, COLUMNS)));
      case 17 -> Constant.of(SampleArrays.normal(DType.FLOAT32, COLUMNS)).plus(Constant.scalar(DType.FLOAT32, random.nextInt(3)));
      case 18 -> a.rank() == 0 ? Iota.of(DType.FLOAT32, Shape.of(COLUMNS), 0) : Concatenate.of(List.of(a), 0);
      case 19 -> Less.of(a, any(a)).cast(DType.FLOAT32);
      case 20 -> Maximum.of(a, any(a));
      case 21 -> a.minus(any(a));
      case 22 -> a.times(any(a));
      default -> a.plus(any(a));
    };
  }

  private Tensor any() {
    return pool.get(random.nextInt(pool.size()));
  }

  /// A tensor that broadcasts with another.
  private Tensor any(Tensor other) {
    for (int i = 0; i < 10; i++) {
      Tensor candidate = any();
      boolean fits = true;
      for (int axis = 1; axis <= Math.min(candidate.rank(), other.rank()); axis++) {
        int one = candidate.shape().size(-axis);
        int two = other.shape().size(-axis);
        fits &= one == two || one == 1 || two == 1;
      }
      if (fits) {
        return candidate;
      }
    }
    return other;
  }

  /// A recent tensor that stretches to a shape.
  private Tensor fitting(Shape shape) {
    for (Tensor candidate : pool.reversed()) {
      boolean fits = candidate.rank() <= shape.rank();
      for (int axis = 1; fits && axis <= candidate.rank(); axis++) {
        fits = candidate.shape().size(-axis) == shape.size(-axis) || candidate.shape().size(-axis) == 1;
      }
      if (fits && candidate.dtype() == DType.FLOAT32) {
        return candidate;
      }
    }
    return Constant.scalar(DType.FLOAT32, 0);
  }
}
