package org.sungu.nn.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Ceil;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Constant;
import org.sungu.graph.CumulativeSum;
import org.sungu.graph.Equal;
import org.sungu.graph.Iota;
import org.sungu.graph.Less;
import org.sungu.graph.Maximum;
import org.sungu.graph.Not;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.ScatterAdd;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.composed.Clip;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// How much weight the positives and the negatives have between thresholds that grow from 0 to 1. All confusion counts follow by summing
/// up, and only once they are asked for, so a step costs one addition per sample rather than one per sample and threshold.
///
/// Bucket 0 is below all thresholds, bucket i above i of them. The state has the shape `[labels·(thresholds + 1), 2]`: positives, negatives.
///
/// @param thresholds the number of thresholds
/// @param values the thresholds, growing, or null where they are evenly spaced from 0 to 1
/// @param below whether the first of evenly spaced thresholds lies a little below 0, so that a score of 0 is above it
/// @param labels columns that are counted apart; 1 to count all as one
record ScoreHistogram(int thresholds, @Nullable List<Double> values, boolean below, int labels) {
  TensorType state(DType dtype) {
    return new TensorType(dtype, Shape.of(labels * (thresholds + 1), 2));
  }

  /// @param columnWeights what each column counts, or null
  Tensor update(Tensor state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight, @Nullable List<Double> columnWeights) {
    DType dtype = state.dtype();
    Tensor score = yPred.cast(dtype);
    int count = Math.toIntExact(score.shape().elementCount());
    Tensor positive = Not.of(Equal.of(yTrue, Constant.scalar(yTrue.dtype(), 0))).cast(dtype);
    Tensor negative = positive.subtractedFrom(1);
    if (sampleWeight != null) {
      Tensor weight = SampleWeights.along(sampleWeight.cast(dtype), score.shape());
      positive = positive.times(weight);
      negative = negative.times(weight);
    }
    if (columnWeights != null) {
      Tensor weight = floats(dtype, columnWeights);
      positive = positive.times(weight);
      negative = negative.times(weight);
    }
    Tensor bucket = bucket(score).cast(DType.INT32);
    if (labels > 1) {
      bucket = bucket.plus(Iota.of(DType.INT32, Shape.of(labels), 0).times(thresholds + 1));
    }
    Tensor both = Concatenate.of(List.of(positive.reshape(count, 1), negative.reshape(count, 1)), 1);
    return state.plus(ScatterAdd.of(bucket.reshape(count), both, state.shape(), 0));
  }

  /// How many thresholds a score is above, as a floating number.
  private Tensor bucket(Tensor score) {
    if (values != null) {
      Tensor above = Less.of(floats(score.dtype(), values), score.reshape(score.shape().append(1).toArray()));
      return ReduceSum.of(above.cast(score.dtype()), -1);
    }
    Tensor bucket = Ceil.of(Clip.of(score, 0, 1).times(thresholds - 1));
    return below ? Maximum.of(bucket, 1) : bucket;
  }

  private static Tensor floats(DType dtype, List<Double> values) {
    return Constant.of(NDArray.of(Shape.of(values.size()), values.stream().mapToDouble(Double::doubleValue).toArray()).cast(dtype));
  }

  /// The counts for each threshold, `[thresholds]`, or `[labels, thresholds]` for several labels.
  Confusion counts(Tensor state) {
    Tensor perLabel = state.reshape(labels, thresholds + 1, 2);
    Tensor found = Slice.of(CumulativeSum.of(perLabel, 1, true), 1, 1, thresholds + 1);
    Tensor missed = ReduceSum.keeping(perLabel, 1).minus(found);
    return new Confusion(column(found, 0), column(found, 1), column(missed, 1), column(missed, 0));
  }

  private Tensor column(Tensor x, int index) {
    Tensor rows = Slice.of(x, 2, index, index + 1);
    return labels == 1 ? rows.reshape(thresholds) : rows.reshape(labels, thresholds);
  }
}
