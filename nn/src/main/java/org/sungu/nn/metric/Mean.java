package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.composed.DivideNoNaN;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// The weighted mean of values over batches; 0 before the first. Further axes than the first are averaged within each sample.
///
/// It takes values rather than targets and predictions, so it is no [Metric] by itself but what most of them are built on, and what
/// keeps the loss of an epoch. Source: [keras.io](https://keras.io/api/metrics/reduction_metrics/#mean-class).
@RecordBuilder
public record Mean(String name, DType dtype) implements MeanBuilder.With {
  public static Mean of() {
    return new Mean("mean", DType.FLOAT32);
  }

  /// The weighted total and the sum of weights.
  public List<TensorType> state() {
    TensorType scalar = new TensorType(dtype, Shape.SCALAR);
    return List.of(scalar, scalar);
  }

  /// @param values one or several values per sample, or a scalar
  /// @param sampleWeight a weight per sample, per value, or a scalar; null for 1
  /// @throws org.sungu.graph.ShapeException if the weights do not fit the values
  public List<Tensor> update(List<Tensor> state, Tensor values, @Nullable Tensor sampleWeight) {
    if (sampleWeight == null) {
      double samples = values.rank() == 0 ? 1 : values.shape().size(0);
      return List.of(state.get(0).plus(perSample(values.cast(dtype))), state.get(1).plus(samples));
    }
    Alignment pair = Alignment.ranks(values.cast(dtype), sampleWeight.cast(dtype));
    Tensor value = pair.yTrue();
    Tensor weight = pair.yPred();
    if (weight.rank() == 0) {
      Tensor mean = org.sungu.graph.composed.Mean.of(value);
      return List.of(state.get(0).plus(mean.times(weight)), state.get(1).plus(weight));
    }
    Tensor total = perSample(value.times(SampleWeights.along(weight, value.shape())));
    Tensor count = perSample(Broadcast.of(weight, value.shape().range(0, weight.rank())));
    return List.of(state.get(0).plus(total), state.get(1).plus(count));
  }

  /// The sum over the first axis of the means over the others.
  private static Tensor perSample(Tensor x) {
    long inner = x.rank() == 0 ? 1 : x.shape().range(1, x.rank()).elementCount();
    Tensor sum = ReduceSum.of(x);
    return inner <= 1 ? sum : sum.dividedBy((double) inner);
  }

  public Tensor result(List<Tensor> state) {
    return DivideNoNaN.of(state.get(0), state.get(1));
  }
}
