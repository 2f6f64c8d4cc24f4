package org.sungu.nn.initializer;

import java.util.random.RandomGenerator;
import org.sungu.graph.ShapeException;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// The identity matrix times `gain`; for a matrix that is not square, ones on the main diagonal.
public record Identity(double gain) implements Initializer {
  /// Keras's defaults.
  public Identity() {
    this(1);
  }

  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    if (shape.rank() != 2) {
      throw new ShapeException("Identity initializer got shape " + shape + "; expected a matrix");
    }
    NDArray array = NDArray.zeros(dtype, shape);
    for (int i = 0; i < Math.min(shape.size(0), shape.size(1)); i++) {
      array.setDouble((long) i * shape.size(1) + i, gain);
    }
    return array;
  }
}
