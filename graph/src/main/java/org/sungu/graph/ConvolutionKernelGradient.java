package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// The gradient of a [Convolution] with respect to its kernel: the input `[n, spatial…, channels]` and the upstream gradient
/// `[n, windows…, filters]` give `[size…, channels/groups, filters]`.
///
/// `g[k, c, f] = Σ x[n, o·stride + k·dilation - low, c] · u[n, o, f]`, summed over the batch n and all windows o.
///
/// Gradients: [ConvolutionInputGradient] and [Convolution].
///
/// @param kernel spatial sizes of the kernel, as several lead to one number of windows
public record ConvolutionKernelGradient(Shape strides, Shape dilation, Shape low, Shape high, int groups, Shape kernel)
    implements Contraction {
  public static Tensor of(
      Tensor x, Tensor upstream, Shape strides, Shape dilation, Shape low, Shape high, int groups, Shape kernel) {
    return Tensor.of(new ConvolutionKernelGradient(strides, dilation, low, high, groups, kernel), x, upstream);
  }

  /// The convolution that this is a gradient of.
  public Convolution forward() {
    return new Convolution(strides, dilation, low, high, groups);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType upstream = inputs.get(1);
    int rank = strides.rank() + 2;
    if (x.shape().rank() != rank || upstream.shape().rank() != rank || kernel.rank() != rank - 2 || groups < 1) {
      throw new ShapeException("convolutionKernelGradient: got " + x + " and " + upstream + " in " + groups + " groups for kernel sizes " + kernel
          + "; expected at least 1 group and tensors of " + rank + " axes, " + strides.rank() + " of them spatial");
    }
    TensorType result = x.withShape(kernel.append(x.shape().size(-1) / groups, upstream.shape().size(-1)));
    TensorType expected = forward().type(List.of(x, result));
    if (!expected.equals(upstream)) {
      throw new ShapeException("convolutionKernelGradient: got " + x + " and " + upstream + "; expected " + expected
          + ", which kernel sizes " + kernel + " lead to");
    }
    return result;
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    Tensor x = inputs.get(0);
    Shape spatial = x.shape().range(1, x.rank() - 1);
    return Gradients.of(
        Tensor.of(new ConvolutionInputGradient(strides, dilation, low, high, groups, spatial), inputs.get(1), upstream),
        Tensor.of(forward(), x, upstream));
  }
}
