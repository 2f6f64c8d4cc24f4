package org.sungu.nn.initializer;

/// The shape of a distribution of first weights.
public enum Distribution {
  UNIFORM,
  /// Normal, drawn again where it falls more than two standard deviations from the mean.
  TRUNCATED_NORMAL,
  UNTRUNCATED_NORMAL
}
