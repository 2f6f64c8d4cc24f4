package org.sungu.backend.cpu.binding;

import java.util.List;
import org.sungu.backend.cpu.kernel.Kernel;

/// Copies an array from one layout into another.
final class ReorderPrimitive {
  private final long from;
  private final long to;
  private final long primitive;

  ReorderPrimitive(long from, long to) {
    this.from = from;
    this.to = to;
    long descriptor = ConvolutionFunctions.reorder(from, to);
    long made = OneDnn.primitive(descriptor);
    this.primitive = made;
    MatMulPrimitive.CLEANER.register(this, () -> {
      OneDnn.destroyPrimitive(made);
      OneDnn.destroyPrimitiveDescriptor(descriptor);
    });
  }

  /// @param owner what keeps this and the descriptors of the layouts alive
  Kernel bind(Object owner, long source, long destination) {
    return PrimitiveKernel.of(owner, primitive, List.of(OneDnn.SOURCE, OneDnn.DESTINATION), List.of(from, to), List.of(source, destination));
  }
}
