package org.sungu.nn.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;

/// A metric that is the weighted mean over all samples of something known of each.
public interface MeanMetric extends Metric {
  /// One or several values per sample.
  Tensor values(Tensor yTrue, Tensor yPred);

  @Override
  default List<TensorType> state(TensorType yTrue, TensorType yPred) {
    return mean().state();
  }

  @Override
  default List<Tensor> update(List<Tensor> state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return mean().update(state, values(yTrue, yPred.cast(dtype())), sampleWeight);
  }

  @Override
  default boolean heedsMask() {
    return true;
  }

  @Override
  default Tensor result(List<Tensor> state) {
    return mean().result(state);
  }

  private Mean mean() {
    return new Mean(name(), dtype());
  }
}
