package org.sungu.nn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// Where data enter a network. Source: [keras.io](https://keras.io/api/layers/core_layers/input/).
///
/// @param batchShape the shape with the sample axis in front, such as `(None, 11)`
/// @param elementType a Keras element type: a [DType]'s name, or `string`
public record InputLayer(PartialShape batchShape, String elementType, @Nullable String name) implements Layer {
  public static final String TEXT = "string";

  /// A float32 input with the given sizes behind the sample axis.
  public static LayerOutput of(int... sizes) {
    return of(null, "float32", sizes);
  }

  /// A named input.
  public static LayerOutput of(@Nullable String name, String elementType, int... sizes) {
    return new InputLayer(PartialShape.of(sizes).prepend(PartialShape.UNKNOWN), elementType, name).on();
  }

  public boolean isText() {
    return elementType.equals(TEXT);
  }

  /// The element type of a numeric input.
  public DType numericType() {
    return DType.ofKerasName(elementType);
  }

  /// The sizes behind the sample axis.
  public PartialShape sampleShape() {
    return new PartialShape(batchShape.sizes().subList(1, batchShape.rank()));
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public DTypePolicy dtype() {
    return DTypePolicy.FLOAT32;
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  /// @throws IllegalStateException always: inputs are fed
  @Override
  public List<Tensor> apply(Scope scope, List<Tensor> inputs) {
    throw new IllegalStateException("input layer " + scope.path() + " was not fed");
  }
}
