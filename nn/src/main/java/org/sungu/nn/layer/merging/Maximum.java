package org.sungu.nn.layer.merging;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Layer;
import org.sungu.nn.Scope;

/// The largest of the inputs, place by place. Source: [keras.io](https://keras.io/api/layers/merging_layers/maximum/).
@RecordBuilder
public record Maximum(@Nullable String name, boolean trainable, DTypePolicy dtype) implements Layer, MaximumBuilder.With {
  public static Maximum of() {
    return new Maximum(null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public List<Tensor> apply(Scope scope, List<Tensor> inputs) {
    return Merging.fold(this, scope, inputs, org.sungu.graph.Maximum::of);
  }
}
