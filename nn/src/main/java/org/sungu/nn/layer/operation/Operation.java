package org.sungu.nn.layer.operation;

import org.sungu.nn.DTypePolicy;
import org.sungu.nn.UnaryLayer;

/// A function of `keras.ops` that was called in a functional model. Files list it as a layer that has no `trainable` and no policy.
public sealed interface Operation extends UnaryLayer permits Cast, IsNaN, NanToNum {
  /// The Python module that files name beside the class, such as `keras.src.ops.numpy`.
  String module();

  @Override
  default boolean trainable() {
    return true;
  }

  @Override
  default DTypePolicy dtype() {
    return DTypePolicy.FLOAT32;
  }

  @Override
  default boolean isPreprocessing() {
    return true;
  }
}
