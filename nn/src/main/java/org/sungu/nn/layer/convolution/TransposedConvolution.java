package org.sungu.nn.layer.convolution;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ConvolutionInputGradient;
import org.sungu.graph.Tensor;
import org.sungu.nn.Scope;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.layer.window.Margins;
import org.sungu.nn.layer.window.Padding;
import org.sungu.nn.layer.window.Sizes;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.Shape;

/// Every place spread through a kernel `[size…, filters, channels]`: what a convolution's gradient does to its output.
///
/// With a kernel that spans `e = dilation·(size - 1) + 1`, `n` places become, by the padding and Keras's output padding `p`,
///
/// | padding | without p | with p |
/// | --- | --- | --- |
/// | valid | `(n - 1)·stride + max(e, stride)` | `(n - 1)·stride + e + p` |
/// | same | `n·stride` | `(n - 1)·stride + e mod 2 + p` |
sealed interface TransposedConvolution extends ConvolutionLayer permits Conv1DTranspose, Conv2DTranspose, Conv3DTranspose {
  int filters();

  @Nullable List<Integer> outputPadding();

  Initializer kernelInitializer();

  @Nullable Regularizer kernelRegularizer();

  @Nullable Constraint kernelConstraint();

  @Override
  default Tensor convolved(Scope scope, Tensor x) {
    Tensor kernel = scope.weight("kernel", dtype().variable(), Sizes.shape(kernelSize()).append(filters(), x.shape().size(-1)),
        kernelInitializer(), kernelRegularizer(), kernelConstraint());
    Shape from = Sizes.space(x);
    int axes = from.rank();
    int[] low = new int[axes];
    int[] high = new int[axes];
    int[] to = new int[axes];
    for (int i = 0; i < axes; i++) {
      int span = dilationRate().get(i) * (kernelSize().get(i) - 1) + 1;
      int stride = strides().get(i);
      // Padding cuts the full result off at both ends; where even the whole of it is too short, nothing is cut and zeros follow.
      int full = (from.size(i) - 1) * stride + span;
      to[i] = (from.size(i) - 1) * stride + tail(i, span, stride);
      int kept = Math.ceilDiv(to[i] - (from.size(i) - 1) * stride + span - 2, 2);
      low[i] = padding() == Padding.SAME ? Math.max(0, span - 1 - kept) : 0;
      high[i] = Math.max(0, full - low[i] - to[i]);
    }
    Margins margins = new Margins(Shape.of(low), Shape.of(high));
    return ConvolutionInputGradient.of(x, kernel.cast(x.dtype()), Sizes.shape(strides()), Sizes.shape(dilationRate()), margins.low(), margins.high(), 1,
        Shape.of(to));
  }

  /// How many places of the result belong to the last place of the input.
  private int tail(int axis, int span, int stride) {
    List<Integer> more = outputPadding();
    if (padding() == Padding.SAME) {
      return more == null ? stride : span % 2 + more.get(axis);
    }
    return more == null ? Math.max(span, stride) : span + more.get(axis);
  }

  /// @throws IllegalArgumentException if the result would be stretched by a whole step
  static void checkOutputPadding(String layer, @Nullable List<Integer> outputPadding, List<Integer> strides) {
    for (int i = 0; outputPadding != null && i < strides.size(); i++) {
      if (outputPadding.get(i) >= strides.get(i)) {
        throw new IllegalArgumentException(layer + " got outputPadding = " + outputPadding + " and strides = " + strides
            + "; expected less than the stride along each axis");
      }
    }
  }
}
