package org.sungu.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sungu.graph.Absolute;
import org.sungu.graph.And;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Erf;
import org.sungu.graph.Exp;
import org.sungu.graph.Expm1;
import org.sungu.graph.Input;
import org.sungu.graph.Less;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Log;
import org.sungu.graph.Log1p;
import org.sungu.graph.MatMul;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.Not;
import org.sungu.graph.Or;
import org.sungu.graph.Power;
import org.sungu.graph.RandomUniform;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reverse;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Select;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Programs like training steps, put together by chance from a seed: matrices of odd sizes, masks, products, sums and random numbers, and
/// variables that get new values while other parts of the program read the old ones.
///
/// Every value stays within a small range and hangs continuously on what was rounded before: only inputs and variables are compared. So two
/// backends may round differently and still agree on the results.
public final class RandomTrainingSteps {
  private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 11, 15, 16, 17, 19, 31, 32, 33, 37, 64, 67};
  private static final int[] MANY_ROWS = {1024, 1500, 1999, 2048, 3072, 4099};
  private static final int[] MANY_COLUMNS = {3, 16, 31, 37, 64, 67, 100};

  private final Random random;
  private final int rows;
  private final int columns;
  private final List<Tensor> pool = new ArrayList<>();
  private final List<Tensor> masks = new ArrayList<>();
  /// Inputs and variables, which no backend rounds.
  private final List<Tensor> exact = new ArrayList<>();

  private RandomTrainingSteps(Random random, int[] rows, int[] columns) {
    this.random = random;
    this.rows = rows[random.nextInt(rows.length)];
    this.columns = columns[random.nextInt(columns.length)];
  }

  /// A program with about the given number of nodes besides its updates.
  public static Program of(long seed, int nodes) {
    return new RandomTrainingSteps(new Random(seed), SIZES, SIZES).build(nodes);
  }

  /// The same over thousands of rows, which backends may share among threads.
  public static Program large(long seed, int nodes) {
    return new RandomTrainingSteps(new Random(seed), MANY_ROWS, MANY_COLUMNS).build(nodes);
  }

  /// Numbers to feed a program; others in every run.
  public static List<NDArray> inputs(Program program, int run) {
    return program.inputs().stream().map(input -> input.dtype() == DType.FLOAT32
        ? SampleArrays.uniform(DType.FLOAT32, -1 - run, 1 + 0.5 * run, input.shape().toArray())
        : SampleArrays.normal(input.dtype(), input.shape().toArray())).toList();
  }

  /// Initial values of a program's variables.
  public static Map<Variable, NDArray> variables(Program program) {
    Map<Variable, NDArray> values = new LinkedHashMap<>();
    program.variables().forEach(variable -> values.put(variable, SampleArrays.otherNormal(variable.dtype(), variable.shape().toArray())));
    return values;
  }

  private Program build(int nodes) {
    List<Tensor> inputs = List.of(Input.of("x", DType.FLOAT32, Shape.of(rows, columns)), Input.of("y", DType.FLOAT32, Shape.of(rows, 1)),
        Input.of("mask", DType.BOOL, Shape.of(rows, columns)), Input.of("rowMask", DType.BOOL, Shape.of(rows, 1)));
    List<Variable> variables = List.of(Variable.trainable("matrix", DType.FLOAT32, Shape.of(rows, columns)),
        Variable.state("moment", DType.FLOAT32, Shape.of(rows, columns)), Variable.trainable("row", DType.FLOAT32, Shape.of(columns)),
        Variable.state("column", DType.FLOAT32, Shape.of(rows, 1)), Variable.state("total", DType.FLOAT32, Shape.SCALAR),
        Variable.state("count", DType.FLOAT32, Shape.of(1)), Variable.state("seen", DType.BOOL, Shape.of(rows, columns)));
    Variable counter = Variable.state("counter", DType.INT64, Shape.SCALAR);
    inputs.forEach(this::add);
    variables.forEach(variable -> add(ReadVariable.of(variable)));
    exact.addAll(pool);
    Tensor drawn = ReadVariable.of(counter);
    if (random.nextBoolean()) {
      add(RandomUniform.of(Constant.scalar(DType.INT64, 5), drawn, Shape.of(rows, columns), 3));
    }
    for (int i = 0; i < nodes; i++) {
      add(random.nextInt(4) == 0 ? mask() : number());
    }
    List<Tensor> outputs = new ArrayList<>(List.of(pool.getLast(), masks.getLast()));
    outputs.add(any());
    Map<Variable, Tensor> updates = new LinkedHashMap<>();
    for (Variable variable : variables) {
      if (random.nextInt(5) > 0) {
        updates.put(variable, Broadcast.of(newValue(variable), variable.shape()));
      }
    }
    updates.put(counter, drawn.plus(1));
    return Program.of(inputs, outputs, updates);
  }

  private void add(Tensor value) {
    (value.dtype() == DType.BOOL ? masks : pool).add(value);
  }

  private Tensor newValue(Variable variable) {
    Tensor value = fitting(variable.dtype() == DType.BOOL ? masks : pool, variable.shape());
    if (variable.dtype() == DType.BOOL || random.nextInt(3) == 0) {
      return value;
    }
    Tensor old = ReadVariable.of(variable);
    return random.nextBoolean() ? old.times(0.75).plus(value.times(0.25)) : old.minus(value.times(0.125));
  }

  private Tensor number() {
    Tensor a = any();
    return switch (random.nextInt(26)) {
      case 0 -> Exp.of(Minimum.of(a, 1));
      case 1 -> Sigmoid.of(a);
      case 2 -> Tanh.of(a);
      case 3 -> Log.of(a.squared().plus(1));
      case 4 -> Log1p.of(Absolute.of(a));
      case 5 -> Expm1.of(Minimum.of(a, 1));
      case 6 -> Sqrt.of(a.squared().plus(0.5));
      case 7 -> Rsqrt.of(a.squared().plus(1));
      case 8 -> Erf.of(a);
      case 9 -> Power.of(a.squared().plus(0.5), Constant.scalar(DType.FLOAT32, 0.75));
      case 10, 11 -> masks.get(random.nextInt(masks.size())).cast(DType.FLOAT32);
      case 12, 13 -> select(masks.get(random.nextInt(masks.size())));
      case 14 -> ReduceSum.keeping(a).times(1.0 / a.shape().elementCount());
      case 15 -> a.rank() == 0 ? a.negated() : ReduceSum.keeping(a, -1).times(1.0 / a.shape().size(-1));
      case 16 -> a.rank() == 0 ? a.negated() : ReduceSum.of(a, 0).times(1.0 / a.shape().size(0));
      case 17 -> a.rank() == 0 ? Absolute.of(a) : ReduceMax.keeping(a, random.nextInt(a.rank()));
      case 18 -> a.rank() == 2 ? product(a) : Maximum.of(a, 0);
      case 19 -> a.rank() == 0 ? a.times(0.5) : Reverse.of(a, -1);
      case 20 -> Concatenate.of(List.of(a.rank() == 0 ? a.reshape(1) : a), 0);
      case 21 -> Maximum.of(a, any(pool, a));
      case 22 -> Tanh.of(a).times(any(pool, a));
      case 23 -> a.dividedBy(any(pool, a).squared().plus(1));
      case 24 -> a.minus(any(pool, a)).times(0.5);
      default -> a.plus(any(pool, a)).times(0.5);
    };
  }

  private Tensor select(Tensor mask) {
    Tensor a = any(pool, mask);
    Tensor b = any(pool, mask);
    boolean stretch = a.shape().broadcast(mask.shape()).equals(b.shape().broadcast(mask.shape()));
    return Select.of(mask, a, stretch ? b : a.negated());
  }

  /// `(a · aᵀ) · a`, scaled back, in one of the ways to write it.
  private Tensor product(Tensor a) {
    int m = a.shape().size(0);
    int n = a.shape().size(1);
    Tensor bounded = Tanh.of(a);
    // A product of rows with rows would be too large where there are many.
    return switch (m > n * 8 ? 1 + random.nextInt(2) : random.nextInt(3)) {
      case 0 -> MatMul.of(MatMul.of(bounded, bounded, false, true).times(1.0 / n), bounded).times(1.0 / m);
      case 1 -> MatMul.of(bounded, MatMul.of(bounded, bounded, true, false).times(1.0 / m)).times(1.0 / n);
      default -> Transpose.ofLastAxes(MatMul.of(MatMul.of(bounded, bounded, true, false).times(1.0 / m), Transpose.ofLastAxes(bounded)))
          .times(1.0 / n);
    };
  }

  private Tensor mask() {
    Tensor a = masks.get(random.nextInt(masks.size()));
    Tensor x = exact.get(random.nextInt(exact.size()));
    return switch (random.nextInt(7)) {
      case 0 -> Not.of(a);
      case 1 -> And.of(a, any(masks, a));
      case 2 -> Or.of(a, any(masks, a));
      case 3 -> Less.of(x, any(exact, x));
      case 4 -> LessOrEqual.of(x, any(exact, x));
      case 5 -> Concatenate.of(List.of(a.rank() == 0 ? a.reshape(1) : a), 0);
      default -> Equal.of(a.cast(DType.FLOAT32), any(masks, a).cast(DType.FLOAT32));
    };
  }

  /// Recent values are more likely, which makes long chains.
  private Tensor any() {
    int back = random.nextInt(random.nextBoolean() ? Math.min(5, pool.size()) : pool.size());
    return pool.get(pool.size() - 1 - back);
  }

  /// A tensor that broadcasts with another.
  private Tensor any(List<Tensor> from, Tensor other) {
    for (int i = 0; i < 10; i++) {
      Tensor candidate = from.get(random.nextInt(from.size()));
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
    return other.dtype() == from.getFirst().dtype() ? other : other.cast(from.getFirst().dtype());
  }

  /// One of the recent tensors that stretch to a shape.
  private Tensor fitting(List<Tensor> from, Shape shape) {
    List<Tensor> candidates = from.reversed().stream().filter(candidate -> stretches(candidate.shape(), shape)).limit(3).toList();
    return candidates.get(random.nextInt(candidates.size()));
  }

  private static boolean stretches(Shape from, Shape to) {
    boolean fits = from.rank() <= to.rank();
    for (int axis = 1; fits && axis <= from.rank(); axis++) {
      fits = from.size(-axis) == to.size(-axis) || from.size(-axis) == 1;
    }
    return fits;
  }
}
