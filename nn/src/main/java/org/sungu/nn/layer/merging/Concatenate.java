package org.sungu.nn.layer.merging;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Layer;
import org.sungu.nn.Masks;
import org.sungu.nn.Scope;

/// Inputs one behind the other along an axis; the other axes agree. Source: [keras.io](https://keras.io/api/layers/merging_layers/concatenate/).
///
/// Inputs of several element types are joined in the widest of them.
@RecordBuilder
public record Concatenate(int axis, @Nullable String name, boolean trainable, DTypePolicy dtype) implements Layer, ConcatenateBuilder.With {
  /// Keras's defaults: along the last axis.
  public static Concatenate of() {
    return new Concatenate(-1, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public List<Tensor> apply(Scope scope, List<Tensor> inputs) {
    List<Tensor> parts = Merging.inOneType(this, inputs, 1);
    int rank = parts.getFirst().rank();
    if (axis < -rank || axis >= rank) {
      throw new ShapeException("got inputs with " + rank + " axes; expected one of them to be axis " + axis);
    }
    Tensor result = org.sungu.graph.Concatenate.of(parts, axis);
    if (inputs.stream().anyMatch(input -> scope.mask(input) != null)) {
      List<Tensor> masks = inputs.stream().map(input -> Masks.wide(scope.mask(input), input)).toList();
      scope.setMask(result, Masks.any(org.sungu.graph.Concatenate.of(masks, axis)));
    }
    return List.of(result);
  }
}
