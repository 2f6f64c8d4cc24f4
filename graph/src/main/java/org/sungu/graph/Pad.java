package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// x with a value added before (`low`), behind (`high`) and between (`interior`) the elements of each axis.
public record Pad(Shape low, Shape high, Shape interior, double value) implements Movement {
  public static Tensor of(Tensor x, Shape low, Shape high, Shape interior, double value) {
    return Tensor.of(new Pad(low, high, interior, value), x);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    int rank = x.shape().rank();
    if (low.rank() != rank || high.rank() != rank || interior.rank() != rank) {
      throw new ShapeException("pad: got " + x + "; expected " + low.rank() + " axes");
    }
    int[] sizes = new int[rank];
    for (int i = 0; i < rank; i++) {
      int size = x.shape().size(i);
      sizes[i] = low.size(i) + size + Math.max(0, size - 1) * interior.size(i) + high.size(i);
    }
    return x.withShape(Shape.of(sizes));
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    int[] step = interior.toArray();
    for (int i = 0; i < step.length; i++) {
      step[i]++;
    }
    return Gradients.of(Slice.of(upstream, low, inputs.getFirst().shape(), Shape.of(step)));
  }
}
