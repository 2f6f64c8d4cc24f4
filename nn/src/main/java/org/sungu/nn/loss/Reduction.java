package org.sungu.nn.loss;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.DivideNoNaN;
import org.sungu.tensor.DType;

/// How the values of a batch become one loss.
public enum Reduction {
  /// The weighted sum over the number of values, however large their weights are.
  SUM_OVER_BATCH_SIZE,
  SUM,
  /// The same as [#SUM_OVER_BATCH_SIZE].
  MEAN,
  /// The weighted sum over the sum of the weights.
  MEAN_WITH_SAMPLE_WEIGHT,
  /// The weighted values themselves.
  NONE;

  /// The name in Keras files, such as `sum_over_batch_size`.
  public String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Weighs and reduces. Source: Keras's `reduce_weighted_values`.
  ///
  /// @param mask which values count (bool), null for all; where the count divides, the others weigh more instead
  /// @throws ShapeException if the weights do not broadcast to the values
  public Tensor of(Tensor values, @Nullable Tensor sampleWeight, @Nullable Tensor mask) {
    Tensor weight = weight(sampleWeight, mask, values.dtype());
    if (weight == null) {
      return reduce(values, null);
    }
    Alignment pair = Alignment.ranks(values, weight);
    checkWeight(pair.yTrue(), pair.yPred());
    return reduce(pair.yTrue().times(pair.yPred()), pair.yPred());
  }

  /// The weights in which a mask and the samples' weights are multiplied; null where everything counts alike. Source: Keras's `apply_mask`.
  ///
  /// @throws ShapeException if the two do not broadcast to one another
  public @Nullable Tensor weight(@Nullable Tensor sampleWeight, @Nullable Tensor mask, DType dtype) {
    if (mask == null) {
      return sampleWeight == null ? null : sampleWeight.cast(dtype);
    }
    Tensor maskWeight = maskWeight(mask, dtype);
    if (sampleWeight == null) {
      return maskWeight;
    }
    Alignment pair = Alignment.ranks(maskWeight, sampleWeight.cast(dtype));
    checkWeight(pair.yTrue(), pair.yPred());
    return pair.yTrue().times(pair.yPred());
  }

  private Tensor maskWeight(Tensor mask, DType dtype) {
    Tensor ones = mask.cast(dtype);
    if (this != SUM_OVER_BATCH_SIZE && this != MEAN) {
      return ones;
    }
    Tensor share = ReduceSum.of(ones);
    Tensor total = Constant.scalar(dtype, (double) mask.shape().elementCount());
    return Select.of(mask, total.dividedBy(share), Constant.scalar(dtype, 0));
  }

  private static void checkWeight(Tensor values, Tensor weight) {
    boolean fits = values.rank() == 0 || weight.rank() == 0 || values.rank() == weight.rank();
    for (int axis = 0; fits && axis < Math.min(values.rank(), weight.rank()); axis++) {
      int size = weight.shape().size(axis);
      fits = size == 1 || values.shape().size(axis) == 1 || size == values.shape().size(axis);
    }
    if (!fits) {
      throw new ShapeException("sample weights got " + weight.type() + " for loss values " + values.type()
          + "; expected a weight per value or per sample, with as many axes as the values, of size 1 where a weight is shared");
    }
  }

  private Tensor reduce(Tensor values, @Nullable Tensor weight) {
    if (this == NONE || values.rank() == 0) {
      return values;
    }
    Tensor sum = ReduceSum.of(values);
    if (this == SUM) {
      return sum;
    }
    if (this == MEAN_WITH_SAMPLE_WEIGHT && weight != null) {
      return DivideNoNaN.of(sum, ReduceSum.of(weight));
    }
    return sum.dividedBy((double) Math.max(1, values.shape().elementCount()));
  }
}
