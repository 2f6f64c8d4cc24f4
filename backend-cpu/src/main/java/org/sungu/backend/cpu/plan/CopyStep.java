package org.sungu.backend.cpu.plan;

import java.util.List;
import org.sungu.backend.cpu.kernel.StridedCopy;

/// Copies of views.
public final class CopyStep {
  private CopyStep() {}

  /// Copies the elements of a view in row-major order into a buffer of their size.
  public static Step of(View from, Buffer to) {
    View target = View.of(to, from.type());
    return Step.of("copy", List.of(from), target, addresses -> StridedCopy.of(from.shape(), from.dtype().byteSize(),
        addresses.of(from), from.strides(), addresses.of(target), from.shape().strides()));
  }
}
