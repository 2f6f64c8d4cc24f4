package org.sungu.nn.initializer;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// A random matrix with orthonormal rows or columns, whichever are fewer, times `gain`; all axes but the last count as rows.
///
/// It is the Q of a normal matrix's QR factorization with a positive diagonal in R, which is unique and uniformly distributed.
/// Source: [Saxe et al., 2014](https://arxiv.org/abs/1312.6120).
///
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
public record Orthogonal(double gain, @Nullable Long seed) implements Initializer {
  /// Keras's defaults.
  public Orthogonal() {
    this(1, null);
  }

  @Override
  public NDArray create(DType dtype, Shape shape, RandomGenerator random) {
    if (shape.rank() < 2) {
      throw new ShapeException("Orthogonal initializer got shape " + shape + "; expected at least two axes");
    }
    int columns = shape.size(-1);
    int rows = Math.toIntExact(shape.elementCount() / Math.max(1, columns));
    double[][] basis = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
    NDArray array = NDArray.zeros(dtype, shape);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double value = rows < columns ? basis[row][column] : basis[column][row];
        array.setDouble((long) row * columns + column, gain * value);
      }
    }
    return array;
  }

  /// Gram and Schmidt's way, each vector twice: the second round removes what rounding left of the first.
  private static double[][] orthonormal(int count, int length, RandomGenerator random) {
    double[][] basis = new double[count][length];
    for (int i = 0; i < count; i++) {
      double[] vector = basis[i];
      for (int k = 0; k < length; k++) {
        vector[k] = random.nextGaussian();
      }
      for (int round = 0; round < 2; round++) {
        for (int j = 0; j < i; j++) {
          add(vector, -dot(vector, basis[j]), basis[j]);
        }
      }
      add(vector, 1 / Math.sqrt(dot(vector, vector)) - 1, vector);
    }
    return basis;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void add(double[] target, double factor, double[] vector) {
    for (int k = 0; k < target.length; k++) {
      target[k] += factor * vector[k];
    }
  }
}
