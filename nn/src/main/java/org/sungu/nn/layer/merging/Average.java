package org.sungu.nn.layer.merging;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Layer;
import org.sungu.nn.Scope;

/// The mean of the inputs. Source: [keras.io](https://keras.io/api/layers/merging_layers/average/).
@RecordBuilder
public record Average(@Nullable String name, boolean trainable, DTypePolicy dtype) implements Layer, AverageBuilder.With {
  public static Average of() {
    return new Average(null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public List<Tensor> apply(Scope scope, List<Tensor> inputs) {
    Tensor sum = Merging.fold(this, scope, inputs, Tensor::plus).getFirst();
    Tensor exact = sum.dtype().isFloating() ? sum : sum.cast(dtype.compute());
    Tensor result = exact.dividedBy(inputs.size());
    Tensor mask = scope.mask(sum);
    if (mask != null) {
      scope.setMask(result, mask);
    }
    return List.of(result);
  }
}
