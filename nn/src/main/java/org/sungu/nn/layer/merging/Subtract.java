package org.sungu.nn.layer.merging;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Layer;
import org.sungu.nn.Scope;

/// The first input less the second. Source: [keras.io](https://keras.io/api/layers/merging_layers/subtract/).
@RecordBuilder
public record Subtract(@Nullable String name, boolean trainable, DTypePolicy dtype) implements Layer, SubtractBuilder.With {
  public static Subtract of() {
    return new Subtract(null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public List<Tensor> apply(Scope scope, List<Tensor> inputs) {
    if (inputs.size() != 2) {
      throw new ShapeException("got " + inputs.size() + " inputs; expected two");
    }
    return Merging.fold(this, scope, inputs, Tensor::minus);
  }
}
