package org.sungu.nn.metric;

import java.util.Arrays;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.tensor.Shape;

/// Weights of samples laid along the values they weigh.
final class SampleWeights {
  private SampleWeights() {}

  /// A weight with axes of size 1 appended, or last axes of size 1 dropped, until it has as many as the values.
  ///
  /// @throws ShapeException if it then does not broadcast to the values
  static Tensor along(Tensor weight, Shape values) {
    int rank = values.rank();
    boolean fits = true;
    for (int axis = 0; axis < weight.rank(); axis++) {
      int size = weight.shape().size(axis);
      fits &= size == 1 || (axis < rank && size == values.size(axis));
    }
    if (!fits) {
      throw new ShapeException("sample weights got " + weight.type() + " for values of shape " + values
          + "; expected a weight per sample or per value");
    }
    int[] sizes = Arrays.copyOf(weight.shape().toArray(), rank);
    Arrays.fill(sizes, Math.min(weight.rank(), rank), rank, 1);
    return weight.reshape(sizes);
  }
}
