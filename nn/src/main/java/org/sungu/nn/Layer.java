package org.sungu.nn;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;

/// A layer's configuration, and how it becomes graph. Implementations are records whose components are the keys of the Keras
/// layer's configuration in camelCase; `name`, `trainable` and `dtype` are common to all.
///
/// A layer holds no weights: they live in [Weights] under the layer's path. Equal records are equal layers.
public interface Layer {
  /// The name given to the layer, or null to have the network number it (`dense`, `dense_1`, …). Applications of layers that
  /// were given one name share their weights.
  @Nullable String name();

  /// Whether the optimizer changes the layer's weights.
  boolean trainable();

  DTypePolicy dtype();

  /// Builds the layer's part of the graph. The first axis of every tensor counts the samples.
  ///
  /// @throws org.sungu.graph.ShapeException if the inputs do not fit the layer
  List<Tensor> apply(Scope scope, List<Tensor> inputs);

  /// How many tensors [#apply] returns.
  default int outputCount() {
    return 1;
  }

  /// Whether the layer only prepares data: it has nothing to learn and does the same in every step, so that training can do its
  /// work once for all epochs.
  default boolean isPreprocessing() {
    return false;
  }

  /// Whether the first output has the mask of the first input, as with most layers that Keras says support masking. A layer that reads
  /// masks asks [Scope#mask]; one that makes them calls [Scope#setMask].
  default boolean passesMask() {
    return false;
  }

  /// The names of the tensors that Keras's `call` takes one by one, in order. Empty for a layer that takes one tensor, or a list.
  default List<String> parameters() {
    return List.of();
  }

  /// The flags that the layer's `call` has in Keras besides `training`, such as `use_causal_mask`.
  default Set<String> callFlags() {
    return Set.of();
  }

  /// What Keras calls a part of the layer in files, given the name that is part of its weights' paths: the part's place in the Python
  /// object, such as `query_dense` for `query`.
  default String attribute(String part) {
    return part;
  }

  /// Applies the layer to outputs of other layers.
  default LayerOutput on(LayerOutput... inputs) {
    return on(List.of(inputs)).getFirst();
  }

  /// Applies the layer to outputs of other layers; for layers with several outputs.
  default List<LayerOutput> on(List<LayerOutput> inputs) {
    return on(inputs, Call.PLAIN);
  }

  /// Applies the layer with flags, or with inputs by name: `attention.on(List.of(x, x), Call.with("use_causal_mask"))`.
  default List<LayerOutput> on(List<LayerOutput> inputs, Call call) {
    return new Application(this, inputs, call).outputs();
  }

  /// The Keras class name, such as `Dense`.
  default String className() {
    return getClass().getSimpleName();
  }
}
