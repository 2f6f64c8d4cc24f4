package org.sungu.nn.layer.preprocessing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A few ascending values of many, with how much of the data lies up to each, from which quantiles follow as Keras's
/// `Discretization` finds them: every `n·epsilon`-th value of the sorted data, with linear interpolation between.
final class QuantileSummary {
  private final double[] values;
  private final double[] weightUpTo;

  private QuantileSummary(double[] values, double[] weightUpTo) {
    this.values = values;
    this.weightUpTo = weightUpTo;
  }

  static QuantileSummary of(float[] data, double epsilon) {
    float[] sorted = data.clone();
    Arrays.sort(sorted);
    double step = Math.max(sorted.length * epsilon, 1);
    int first = (int) (step - 1);
    double[] picked = IntStream.iterate(first, i -> i < sorted.length, i -> i + (int) step).mapToDouble(i -> sorted[i]).toArray();
    double[] weights = IntStream.rangeClosed(1, picked.length).mapToDouble(i -> i * step).toArray();
    return new QuantileSummary(picked, weights).thinnedTo(epsilon);
  }

  /// The values that part the data into as many intervals of one weight; fewer where there is little data.
  List<Double> boundaries(int intervals) {
    double[] bounds = thinnedTo(1.0 / intervals).values;
    return IntStream.range(0, Math.max(0, bounds.length - 1)).mapToObj(i -> bounds[i]).toList();
  }

  /// The values at every such share of the weight, rounded to float32.
  private QuantileSummary thinnedTo(double share) {
    int count = values.length;
    if (count * share < 1) {
      return this;
    }
    double total = weightUpTo[count - 1];
    int kept = (int) Math.ceil(1 / share);
    double[] thinned = new double[kept];
    double[] weights = new double[kept];
    for (int i = 0; i < kept; i++) {
      weights[i] = Math.clamp((share + i * share) * total, weightUpTo[0], total);
      thinned[i] = (float) valueAt(weights[i]);
    }
    return new QuantileSummary(thinned, weights);
  }

  private double valueAt(double weight) {
    int above = 0;
    while (above < values.length - 1 && weightUpTo[above] < weight) {
      above++;
    }
    double span = above == 0 ? 0 : weightUpTo[above] - weightUpTo[above - 1];
    return span == 0 ? values[above] : values[above] + (values[above - 1] - values[above]) * (weightUpTo[above] - weight) / span;
  }
}
