package org.sungu.nn.metric;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;

/// The best that one rate can be at a threshold where another is large enough, over thresholds spaced evenly from 0 to 1.
record BestThreshold(int numThresholds, @Nullable Integer classId) {
  static void check(String metric, double bound, int numThresholds) {
    if (!(bound >= 0 && bound <= 1) || numThresholds < 1) {
      throw new IllegalArgumentException(metric + " got bound " + bound + " and numThresholds = " + numThresholds
          + "; expected a bound from 0 to 1 and at least 1 threshold");
    }
  }

  TensorType state(DType dtype) {
    return histogram().state(dtype);
  }

  Tensor update(String metric, Tensor state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Alignment aligned = SameShape.of(metric, yTrue, yPred);
    Tensor target = classId == null ? aligned.yTrue() : Thresholds.column(metric, aligned.yTrue(), classId);
    Tensor score = classId == null ? aligned.yPred() : Thresholds.column(metric, aligned.yPred(), classId);
    return histogram().update(state, target, score, sampleWeight, null);
  }

  Tensor best(Tensor state, Function<Confusion, Tensor> constrained, double bound, Function<Confusion, Tensor> wanted) {
    Confusion counts = histogram().counts(state);
    Tensor allowed = LessOrEqual.of(Constant.scalar(state.dtype(), bound), constrained.apply(counts));
    return ReduceMax.of(Select.of(allowed, wanted.apply(counts), Constant.scalar(state.dtype(), 0)));
  }

  private ScoreHistogram histogram() {
    return new ScoreHistogram(numThresholds, numThresholds == 1 ? List.of(0.5) : null, false, 1);
  }
}
