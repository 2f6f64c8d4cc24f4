package org.sungu.backend.cpu.provider;

import org.sungu.backend.cpu.kernel.Kernel;

/// How a convolution or one of its gradients will be computed, once the arrays have addresses.
public interface ConvolutionPlan {
  /// Bytes of scratch memory that it needs while it runs.
  long scratchBytes();

  /// Bytes of the kernel, or of its gradient, in the arrangement of its elements that this plan works with; 0 if that is row-major. The gradient of a kernel
  /// of bfloat16 is arranged, in float32.
  long arrangedBytes();

  /// Into how many pieces the arranging can be cut.
  default int arrangedRows() {
    return 1;
  }

  /// Bytes of scratch memory that arranging so many rows needs.
  default long arrangingScratchBytes(int rows) {
    return 0;
  }

  /// Copies a row-major kernel into the plan's arrangement, or back where the kernel's gradient is computed.
  ///
  /// @param first the first of the [#arrangedRows] to do, up to `end` (exclusive)
  Kernel arrange(long from, long to, int first, int end, long scratch);

  /// A single input is best cut before every so many rows of the output.
  default int rowMultiple() {
    return 1;
  }

  /// A plan for part of the problem, with the same arrangement of the kernel.
  ConvolutionPlan with(ConvolutionProblem part);

  /// @param kernel the address of the arranged kernel or of its gradient
  Kernel bind(long input, long kernel, long output, long scratch);
}
