package org.sungu.nn.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.And;
import org.sungu.graph.ArgMax;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Less;
import org.sungu.graph.Or;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.composed.OneHot;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Counts what lies above each of a few thresholds.
///
/// @param values the thresholds, 0 to 1; null for 0.5, or for everything where `topK` is given
/// @param topK how many of the largest predictions of a sample may count as positive; null for all
/// @param classId the only column that counts; null for all, as one
record Thresholds(@Nullable List<Double> values, @Nullable Integer topK, @Nullable Integer classId) {
  /// @throws IllegalArgumentException if a threshold is not a probability
  static @Nullable List<Double> checked(String metric, @Nullable List<Double> values) {
    if (values != null && (values.isEmpty() || values.stream().anyMatch(value -> !(value >= 0 && value <= 1)))) {
      throw new IllegalArgumentException(metric + " got thresholds " + values + "; expected numbers from 0 to 1");
    }
    return values == null ? null : List.copyOf(values);
  }

  private int count() {
    return values == null ? 1 : values.size();
  }

  /// One count for each threshold.
  TensorType state(DType dtype) {
    return new TensorType(dtype, Shape.of(count()));
  }

  /// A scalar for one threshold, a vector for several.
  static Tensor result(Tensor perThreshold) {
    return perThreshold.shape().elementCount() == 1 ? perThreshold.reshape() : perThreshold;
  }

  /// The counts of one batch.
  Confusion counts(String metric, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight, DType dtype) {
    Alignment aligned = SameShape.of(metric, yTrue, yPred);
    Tensor score = column(metric, aligned.yPred());
    Tensor target = column(metric, aligned.yTrue());
    int count = Math.toIntExact(score.shape().elementCount());
    Tensor above = above(score.reshape(1, count));
    if (topK != null) {
      above = And.of(above, column(metric, largest(aligned.yPred(), topK)).reshape(1, count));
    }
    Tensor found = above.cast(dtype);
    Tensor negative = Equal.of(target, Constant.scalar(target.dtype(), 0)).cast(dtype).reshape(1, count);
    Tensor positive = negative.subtractedFrom(1);
    if (sampleWeight != null) {
      Tensor weight = Broadcast.of(SampleWeights.along(sampleWeight.cast(dtype), score.shape()), score.shape()).reshape(1, count);
      positive = positive.times(weight);
      negative = negative.times(weight);
    }
    Tensor missed = found.subtractedFrom(1);
    return new Confusion(sum(positive, found), sum(negative, found), sum(negative, missed), sum(positive, missed));
  }

  private static Tensor sum(Tensor weight, Tensor chosen) {
    return ReduceSum.of(weight.times(chosen), -1);
  }

  private Tensor above(Tensor score) {
    if (values == null) {
      // With topK, Keras's threshold is this number instead of one half.
      return Less.of(Constant.scalar(score.dtype(), topK == null ? 0.5 : -1e10), score);
    }
    double[] thresholds = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Less.of(Constant.of(NDArray.of(Shape.of(count(), 1), thresholds).cast(score.dtype())), score);
  }

  private Tensor column(String metric, Tensor x) {
    return classId == null ? x : column(metric, x, classId);
  }

  /// One column of predictions, with its axis kept.
  static Tensor column(String metric, Tensor x, int classId) {
    if (x.rank() < 2 || classId < 0 || classId >= x.shape().size(-1)) {
      throw new ShapeException(metric + ": got predictions " + x.type() + "; expected [samples, classes] with a class " + classId);
    }
    return Slice.of(x, x.rank() - 1, classId, classId + 1);
  }

  /// True for the k largest along the last axis; the first where several tie.
  private static Tensor largest(Tensor x, int k) {
    Tensor lowest = Constant.scalar(x.dtype(), Double.NEGATIVE_INFINITY);
    Tensor rest = x;
    Tensor chosen = Constant.scalar(DType.BOOL, 0);
    for (int i = 0; i < Math.min(k, x.shape().size(-1)); i++) {
      Tensor next = OneHot.of(ArgMax.of(rest, -1), x.shape().size(-1), DType.BOOL);
      chosen = Or.of(chosen, next);
      rest = Select.of(next, lowest, rest);
    }
    return chosen;
  }
}
