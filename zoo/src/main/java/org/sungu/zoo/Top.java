package org.sungu.zoo;

import org.sungu.nn.activation.Activation;

/// What stands behind the last feature map of a network for images.
public sealed interface Top {
  /// The mean over space, and behind it a dense layer `predictions` with one output for each class.
  ///
  /// @param activation softmax in Keras; linear for logits
  record Classifier(int classes, Activation activation) implements Top {}

  /// One vector for each image, or the map as it is.
  enum Features implements Top {
    /// The feature map `[n, height, width, channels]`.
    MAP,
    /// Its mean over space, `[n, channels]`.
    AVERAGE,
    /// Its maximum over space, `[n, channels]`.
    MAXIMUM
  }
}
