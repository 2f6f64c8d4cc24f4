package org.sungu.nn.initializer;

/// What the variance of first weights is divided by.
public enum FanMode {
  /// How many numbers go into one output.
  FAN_IN,
  /// How many outputs one number goes into.
  FAN_OUT,
  /// The mean of both.
  FAN_AVG
}
