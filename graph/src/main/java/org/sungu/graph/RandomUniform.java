package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Float32 numbers drawn uniformly from [0, 1), a pure function of seed, counter, stream and position, so that every backend
/// draws the same ones and a resumed run goes on as the uninterrupted one would.
///
/// Inputs are two int64 scalars: the seed of the run and a counter that grows by one each step. With `T(key, block)` the
/// Threefry-2x32-20 function of Salmon et al., *Parallel random numbers: as easy as 1, 2, 3* (2011), low and high meaning the
/// 32-bit halves, n the element count and h = ⌈n/2⌉:
/// `key = T((low(seed), high(seed)), (low(counter), stream))`, and `(r₀, r₁) = T(key, (i, high(counter)))` gives elements
/// `i` and `h + i` for i < h. An element is the upper 24 bits of its word times 2⁻²⁴.
///
/// @param stream tells the draws of one program apart
public record RandomUniform(Shape shape, int stream) implements Source {
  public static Tensor of(Tensor seed, Tensor counter, Shape shape, int stream) {
    return Tensor.of(new RandomUniform(shape, stream), seed, counter);
  }

  @Override
  public int inputCount() {
    return 2;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    for (TensorType input : inputs) {
      if (!input.equals(new TensorType(DType.INT64, Shape.SCALAR))) {
        throw new ShapeException("randomUniform: got " + inputs + "; expected seed and counter as int64 scalars");
      }
    }
    return new TensorType(DType.FLOAT32, shape);
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    return Gradients.none();
  }
}
