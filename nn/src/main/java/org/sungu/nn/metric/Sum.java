package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// The weighted sum of values over batches. Like [Mean], it takes values.
/// Source: [keras.io](https://keras.io/api/metrics/reduction_metrics/#sum-class).
@RecordBuilder
public record Sum(String name, DType dtype) implements SumBuilder.With {
  public static Sum of() {
    return new Sum("sum", DType.FLOAT32);
  }

  /// The total.
  public List<TensorType> state() {
    return List.of(new TensorType(dtype, Shape.SCALAR));
  }

  /// @param values one or several values per sample, or a scalar
  /// @param sampleWeight a weight per sample or per value; null for 1
  public List<Tensor> update(List<Tensor> state, Tensor values, @Nullable Tensor sampleWeight) {
    Tensor weighted = values.cast(dtype);
    if (sampleWeight != null) {
      Alignment pair = Alignment.ranks(weighted, sampleWeight.cast(dtype));
      weighted = pair.yTrue().times(SampleWeights.along(pair.yPred(), pair.yTrue().shape()));
    }
    return List.of(state.getFirst().plus(ReduceSum.of(weighted)));
  }

  public Tensor result(List<Tensor> state) {
    return state.getFirst();
  }
}
