package org.sungu.nn.metric;

import java.util.Locale;

/// How the scores of several classes become one.
public enum Average {
  /// The score of all classes counted as one.
  MICRO,
  /// The mean of the classes' scores.
  MACRO,
  /// The mean of the classes' scores, weighted by how often each class occurs.
  WEIGHTED;

  /// The name in Keras files, such as `micro`.
  public String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
