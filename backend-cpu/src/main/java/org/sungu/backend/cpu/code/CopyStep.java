package org.sungu.backend.cpu.code;

import java.util.List;
import org.sungu.backend.cpu.kernel.StridedCopy;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Part;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;

/// Copies of views.
public final class CopyStep {
  private CopyStep() {}

  /// Copies the elements of a view in row-major order into a buffer of their size.
  public static Step of(View from, Buffer to) {
    View target = View.of(to, from.type());
    Part part = addresses -> StridedCopy.of(from.shape(), from.dtype().byteSize(), addresses.of(from), from.strides(),
        addresses.of(target), from.shape().strides());
    boolean coded = from.isContiguous() && from.elementCount() > 0;
    return Step.of("copy", List.of(from), target, coded
        ? new CodedPart(part, (builder, locations) -> builder.copy(locations.of(from), locations.of(target), from.byteSize()))
        : part);
  }
}
