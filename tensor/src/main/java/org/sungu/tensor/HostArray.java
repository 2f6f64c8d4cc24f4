package org.sungu.tensor;

/// Data on the host in row-major order: numbers ([NDArray]) or text ([StringArray]). Axis 0 counts the samples.
public sealed interface HostArray permits NDArray, StringArray {
  Shape shape();

  /// The given samples (indices along axis 0), in that order, as a new array.
  HostArray rows(int[] indices);
}
