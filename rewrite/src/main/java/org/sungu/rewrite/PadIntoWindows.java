package org.sungu.rewrite;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Convolution;
import org.sungu.graph.ConvolutionKernelGradient;
import org.sungu.graph.Maximum;
import org.sungu.graph.Node;
import org.sungu.graph.Pad;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.Tensor;
import org.sungu.tensor.Shape;

/// `convolution(pad(x), kernel)` → `convolution(x, kernel)` with padding of its own, where zeros are put around the spatial axes; the gradient with respect to the
/// kernel alike. So is the largest element of windows over `pad(maximum(x, 0))`, as padding of its own never wins.
///
/// Infinite and NaN weights make the difference that zeros times them are no longer added.
public final class PadIntoWindows implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    return switch (node.op()) {
      case Convolution op -> {
        Pad pad = zeros(node.input(0));
        yield pad == null ? null : Tensor.of(
            new Convolution(op.strides(), op.dilation(), sum(op.low(), pad.low()), sum(op.high(), pad.high()), op.groups()), unpadded(node), node.input(1));
      }
      case ConvolutionKernelGradient op -> {
        Pad pad = zeros(node.input(0));
        yield pad == null ? null : Tensor.of(new ConvolutionKernelGradient(
            op.strides(), op.dilation(), sum(op.low(), pad.low()), sum(op.high(), pad.high()), op.groups(), op.kernel()), unpadded(node), node.input(1));
      }
      case PickMaximum op when node.input(0) == node.input(1) -> {
        Pad pad = zeros(node.input(0));
        boolean losing = pad != null && isRectified(unpadded(node)) && isReached(op.window(), sum(op.low(), pad.low()), sum(op.high(), pad.high()));
        yield pad == null || !losing ? null : PickMaximum.of(
            unpadded(node), unpadded(node), op.window(), op.strides(), sum(op.low(), pad.low()), sum(op.high(), pad.high()));
      }
      default -> null;
    };
  }

  private static Tensor unpadded(Node node) {
    return node.input(0).node().input(0);
  }

  /// The op if it puts zeros around the spatial axes, and nothing else.
  private static @Nullable Pad zeros(Tensor tensor) {
    if (!(tensor.node().op() instanceof Pad pad) || Double.compare(pad.value(), 0) != 0) {
      return null;
    }
    int last = tensor.rank() - 1;
    boolean spatial = pad.low().size(0) == 0 && pad.high().size(0) == 0 && pad.low().size(last) == 0 && pad.high().size(last) == 0;
    for (int size : pad.interior().toArray()) {
      spatial &= size == 0;
    }
    return spatial ? pad : null;
  }

  private static Shape sum(Shape windows, Shape pad) {
    int[] sizes = windows.toArray();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] += pad.size(i + 1);
    }
    return Shape.of(sizes);
  }

  private static boolean isRectified(Tensor tensor) {
    Node node = tensor.node();
    return node.op() instanceof Maximum && (Pattern.isScalar(node.input(0), 0) || Pattern.isScalar(node.input(1), 0));
  }

  /// Whether every window holds more than padding.
  private static boolean isReached(Shape window, Shape low, Shape high) {
    for (int i = 0; i < window.rank(); i++) {
      if (low.size(i) >= window.size(i) || high.size(i) >= window.size(i)) {
        return false;
      }
    }
    return true;
  }
}
