package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// The gradient of a [Convolution] with respect to its input: the upstream gradient `[n, windows…, filters]` and the kernel
/// `[size…, channels/groups, filters]` give `[n, spatial…, channels]`.
///
/// `g[n, i, c] = Σ u[n, o, f] · kernel[k, c, f]` over all windows o, their elements k and the group's filters f for which
/// `o·stride + k·dilation - low = i`; what no window reaches is 0. As it spreads every window over the positions it was read from,
/// it is also what Keras's transposed convolutions compute.
///
/// Gradients: [Convolution] and [ConvolutionKernelGradient].
///
/// @param spatial sizes of the result's spatial axes, as several lead to one number of windows
public record ConvolutionInputGradient(Shape strides, Shape dilation, Shape low, Shape high, int groups, Shape spatial)
    implements Contraction {
  public static Tensor of(
      Tensor upstream, Tensor kernel, Shape strides, Shape dilation, Shape low, Shape high, int groups, Shape spatial) {
    return Tensor.of(new ConvolutionInputGradient(strides, dilation, low, high, groups, spatial), upstream, kernel);
  }

  /// The convolution that this is a gradient of.
  public Convolution forward() {
    return new Convolution(strides, dilation, low, high, groups);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType upstream = inputs.get(0);
    TensorType kernel = inputs.get(1);
    int rank = strides.rank() + 2;
    if (upstream.shape().rank() != rank || kernel.shape().rank() != rank || spatial.rank() != rank - 2) {
      throw new ShapeException("convolutionInputGradient: got " + upstream + " and kernel " + kernel + " for spatial sizes " + spatial
          + "; expected tensors of " + rank + " axes, " + strides.rank() + " of them spatial");
    }
    Shape x = Shape.of(upstream.shape().size(0)).append(spatial.toArray()).append(kernel.shape().size(-2) * groups);
    TensorType expected = forward().type(List.of(upstream.withShape(x), kernel));
    if (!expected.equals(upstream)) {
      throw new ShapeException("convolutionInputGradient: got " + upstream + " and kernel " + kernel + "; expected " + expected
          + ", which spatial sizes " + spatial + " lead to");
    }
    return upstream.withShape(x);
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    Tensor kernel = inputs.get(1);
    Shape size = kernel.shape().range(0, kernel.rank() - 2);
    return Gradients.of(
        Tensor.of(forward(), upstream, kernel),
        Tensor.of(new ConvolutionKernelGradient(strides, dilation, low, high, groups, size), upstream, inputs.get(0)));
  }
}
