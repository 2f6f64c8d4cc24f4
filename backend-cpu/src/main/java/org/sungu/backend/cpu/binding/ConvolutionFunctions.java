package org.sungu.backend.cpu.binding;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.graph.Windows;
import org.sungu.tensor.Shape;

/// The functions of oneDNN's C API for convolutions.
///
/// Source: [convolution](https://uxlfoundation.github.io/oneDNN/dev_guide_convolution.html).
final class ConvolutionFunctions {
  private static final int FORWARD_TRAINING = 64;
  private static final int DIRECT = 1;

  private static final MethodHandle FORWARD = OneDnn.function("dnnl_convolution_forward_primitive_desc_create", 13);
  private static final MethodHandle BACKWARD_DATA = OneDnn.function("dnnl_convolution_backward_data_primitive_desc_create", 12);
  private static final MethodHandle BACKWARD_WEIGHTS = OneDnn.function("dnnl_convolution_backward_weights_primitive_desc_create", 13);
  private static final MethodHandle REORDER = OneDnn.function("dnnl_reorder_primitive_desc_create", 6);

  private ConvolutionFunctions() {}

  /// The descriptor of the primitive that solves a problem with arrays of the given descriptors.
  ///
  /// @param kernel of the kernel or its gradient; `forwardKernel` that of the kernel in the convolution itself
  static long convolution(ConvolutionProblem problem, long input, long kernel, long forwardKernel, long output) {
    OneDnn.useOneThread();
    Windows windows = problem.windows();
    try (Arena arena = Arena.ofConfined()) {
      long strides = numbers(windows.strides(), 0, arena);
      // Of oneDNN's dilation, 0 leaves no gap.
      long dilation = numbers(windows.dilation(), -1, arena);
      long low = numbers(windows.low(), 0, arena);
      long high = numbers(reachedPadding(problem), 0, arena);
      long forward = OneDnn.create("convolution", out -> (int) FORWARD.invokeExact(out, OneDnn.ENGINE, (long) FORWARD_TRAINING, (long) DIRECT,
          input, forwardKernel, 0L, output, strides, dilation, low, high, OneDnn.ATTRIBUTES));
      return switch (problem.role()) {
        case OUTPUT -> forward;
        case INPUT_GRADIENT -> gradient(forward, out -> (int) BACKWARD_DATA.invokeExact(out, OneDnn.ENGINE, (long) DIRECT, input, kernel,
            output, strides, dilation, low, high, forward, OneDnn.ATTRIBUTES));
        case KERNEL_GRADIENT -> gradient(forward, out -> (int) BACKWARD_WEIGHTS.invokeExact(out, OneDnn.ENGINE, (long) DIRECT, input, kernel,
            0L, output, strides, dilation, low, high, forward, OneDnn.ATTRIBUTES));
      };
    }
  }

  private static long gradient(long forward, OneDnn.Creation creation) {
    try {
      return OneDnn.create("gradient of a convolution", creation);
    } finally {
      OneDnn.destroyPrimitiveDescriptor(forward);
    }
  }

  /// The descriptor of a primitive that copies an array from one layout into another.
  static long reorder(long from, long to) {
    OneDnn.useOneThread();
    return OneDnn.create("reorder", out -> (int) REORDER.invokeExact(out, from, OneDnn.ENGINE, to, OneDnn.ENGINE, 0L));
  }

  private static long numbers(Shape shape, int added, Arena arena) {
    long[] numbers = new long[shape.rank()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (long) shape.size(i) + added;
    }
    return arena.allocateFrom(JAVA_LONG, numbers).address();
  }

  /// Padding behind, as far as the last window reaches.
  private static Shape reachedPadding(ConvolutionProblem problem) {
    Windows windows = problem.windows();
    Shape count = windows.count(problem.spatial());
    int[] high = new int[count.rank()];
    for (int i = 0; i < high.length; i++) {
      int last = (count.size(i) - 1) * windows.strides().size(i) + (windows.size().size(i) - 1) * windows.dilation().size(i);
      high[i] = Math.max(0, last - windows.low().size(i) - problem.spatial().size(i) + 1);
    }
    return Shape.of(high);
  }
}
