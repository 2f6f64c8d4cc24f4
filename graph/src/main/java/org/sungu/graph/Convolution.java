package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// The cross-correlation of a batch with a kernel, channels last: `[n, spatial…, channels]` and
/// `[size…, channels/groups, filters]` give `[n, windows…, filters]`.
///
/// `y[n, o, f] = Σ x[n, o·stride + k·dilation - low, c] · kernel[k, c, f]`, summed over the elements k of a window and the channels c of
/// the filter's group; x is 0 in the padding. Channels and filters are split into `groups` runs, and run i of the filters sees run i of
/// the channels. Sums are taken in double precision and rounded once; a backend may sum in another order and in the same type. How many
/// windows there are says [Windows#count].
///
/// Gradients: [ConvolutionInputGradient] and [ConvolutionKernelGradient].
/// Source: [Keras](https://keras.io/api/layers/convolution_layers/convolution2d/).
public record Convolution(Shape strides, Shape dilation, Shape low, Shape high, int groups) implements Contraction {
  public static Tensor of(Tensor x, Tensor kernel, Shape strides, Shape dilation, Shape low, Shape high, int groups) {
    return Tensor.of(new Convolution(strides, dilation, low, high, groups), x, kernel);
  }

  /// @param kernel spatial sizes of the kernel
  public Windows windows(Shape kernel) {
    return new Windows(kernel, strides, dilation, low, high);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType kernel = inputs.get(1);
    int rank = strides.rank() + 2;
    if (x.shape().rank() != rank || kernel.shape().rank() != rank || x.dtype() != kernel.dtype() || !x.dtype().isFloating()) {
      throw new ShapeException("convolution: got " + x + " and kernel " + kernel + "; expected two floating tensors of one type and "
          + rank + " axes, " + strides.rank() + " of them spatial");
    }
    int channels = x.shape().size(-1);
    int filters = kernel.shape().size(-1);
    if (groups < 1 || channels != kernel.shape().size(-2) * groups || filters % groups != 0) {
      throw new ShapeException("convolution: got " + x + " and kernel " + kernel + " in " + groups + " groups; expected "
          + kernel.shape().size(-2) * Math.max(1, groups) + " channels on the last axis of the first, and filters that can be split evenly");
    }
    Shape windows = windows(kernel.shape().range(0, rank - 2)).count(x.shape().range(1, rank - 1));
    return x.withShape(Shape.of(x.shape().size(0)).append(windows.toArray()).append(filters));
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    Tensor x = inputs.get(0);
    Tensor kernel = inputs.get(1);
    return Gradients.of(
        Tensor.of(new ConvolutionInputGradient(strides, dilation, low, high, groups, x.shape().range(1, x.rank() - 1)), upstream, kernel),
        Tensor.of(new ConvolutionKernelGradient(strides, dilation, low, high, groups, kernel.shape().range(0, x.rank() - 2)), x, upstream));
  }
}
