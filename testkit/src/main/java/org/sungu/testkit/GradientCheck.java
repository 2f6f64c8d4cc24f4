package org.sungu.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.sungu.backend.Backend;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Constant;
import org.sungu.graph.Input;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Compares gradients with differences: along random directions d, `⟨∇f(x), d⟩` must be the slope of f in float64.
///
/// f is made a scalar by fixed random weights. The slope is taken from four points,
/// `(8(f(x+hd) - f(x-hd)) - (f(x+2hd) - f(x-2hd))) / 12h`, whose error is of the order h⁴. The function must be smooth within 2h of x,
/// which reads its float64 inputs only; others are held fixed. Meant for a backend that computes in double precision.
public final class GradientCheck {
  private static final double STEP = 3e-4;
  /// Rounding contributes about 1e-16 / h, the formula about h⁴ times the fifth derivative.
  private static final double RELATIVE = 1e-9;
  private static final int DIRECTIONS = 3;

  private final Backend backend;

  private GradientCheck(Backend backend) {
    this.backend = backend;
  }

  public static GradientCheck on(Backend backend) {
    return new GradientCheck(backend);
  }

  /// Checks first derivatives.
  ///
  /// @throws AssertionError that says the slope and the gradient along the direction
  public void first(Function<List<Tensor>, List<Tensor>> function, List<NDArray> point) {
    check(inputs -> weighted(function.apply(inputs), 1), point, "gradient");
  }

  /// Checks second derivatives: the first derivatives of `⟨∇f(x), v⟩` for random v.
  public void second(Function<List<Tensor>, List<Tensor>> function, List<NDArray> point) {
    check(inputs -> {
      List<Tensor> varying = varying(inputs);
      return weighted(Gradient.of(weighted(function.apply(inputs), 1), varying), 2);
    }, point, "second gradient");
  }

  private void check(Function<List<Tensor>, Tensor> loss, List<NDArray> point, String what) {
    List<Tensor> inputs = new ArrayList<>();
    for (NDArray array : point) {
      inputs.add(Input.of("x" + inputs.size(), array.dtype(), array.shape()));
    }
    Tensor value = loss.apply(inputs);
    List<Tensor> outputs = new ArrayList<>(List.of(value));
    outputs.addAll(Gradient.of(value, varying(inputs)));
    try (VariableStore store = backend.newStore();
        Executable gradients = backend.compile(Program.of(inputs, outputs), store);
        Executable values = backend.compile(Program.of(inputs, List.of(value)), store)) {
      List<NDArray> results = gradients.run(point);
      Random random = new Random(5);
      for (int i = 0; i < DIRECTIONS; i++) {
        List<NDArray> direction = point.stream().map(array -> array.dtype() == DType.FLOAT64 ? normal(random, array.shape()) : array).toList();
        compare(values, point, direction, results.subList(1, results.size()), what);
      }
    }
  }

  private static void compare(Executable values, List<NDArray> point, List<NDArray> direction, List<NDArray> gradients, String what) {
    double outer = value(values, point, direction, 2 * STEP) - value(values, point, direction, -2 * STEP);
    double inner = value(values, point, direction, STEP) - value(values, point, direction, -STEP);
    double slope = (8 * inner - outer) / (12 * STEP);
    double product = 0;
    double magnitude = 1;
    int gradient = 0;
    for (int i = 0; i < point.size(); i++) {
      if (point.get(i).dtype() != DType.FLOAT64) {
        continue;
      }
      for (long j = 0; j < point.get(i).elementCount(); j++) {
        double term = gradients.get(gradient).getDouble(j) * direction.get(i).getDouble(j);
        product += term;
        magnitude += Math.abs(term);
      }
      gradient++;
    }
    // Written so that NaN fails.
    if (!(Math.abs(product - slope) <= RELATIVE * magnitude)) {
      throw new AssertionError(what + " along a random direction is " + product + "; the slope is " + slope);
    }
  }

  private static double value(Executable values, List<NDArray> point, List<NDArray> direction, double step) {
    List<NDArray> moved = new ArrayList<>();
    for (int i = 0; i < point.size(); i++) {
      NDArray copy = point.get(i).copy();
      if (copy.dtype() == DType.FLOAT64) {
        for (long j = 0; j < copy.elementCount(); j++) {
          copy.setDouble(j, copy.getDouble(j) + step * direction.get(i).getDouble(j));
        }
      }
      moved.add(copy);
    }
    return values.run(moved).getFirst().item();
  }

  private static List<Tensor> varying(List<Tensor> inputs) {
    return inputs.stream().filter(input -> input.dtype() == DType.FLOAT64).toList();
  }

  /// The sum of all floating tensors' elements, each times a fixed random weight.
  private static Tensor weighted(List<Tensor> tensors, int seed) {
    Random random = new Random(seed);
    Tensor sum = Constant.scalar(DType.FLOAT64, 0);
    for (Tensor tensor : tensors) {
      if (tensor.dtype().isFloating()) {
        Tensor product = tensor.cast(DType.FLOAT64).times(Constant.of(normal(random, tensor.shape())));
        sum = sum.plus(ReduceSum.of(product));
      }
    }
    return sum;
  }

  private static NDArray normal(Random random, Shape shape) {
    NDArray array = NDArray.zeros(DType.FLOAT64, shape);
    for (long i = 0; i < array.elementCount(); i++) {
      array.setDouble(i, random.nextGaussian());
    }
    return array;
  }
}
