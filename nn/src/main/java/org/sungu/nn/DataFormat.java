package org.sungu.nn;

/// Where the channels are in the shape of images and series.
public enum DataFormat {
  /// `[samples, …, channels]`.
  CHANNELS_LAST,
  /// `[samples, channels, …]`.
  CHANNELS_FIRST
}
