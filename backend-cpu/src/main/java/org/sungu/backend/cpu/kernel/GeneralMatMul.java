package org.sungu.backend.cpu.kernel;

import org.sungu.tensor.NDArray;

/// Matrix products of any floating type, summed in double precision. Strides are in elements.
public record GeneralMatMul(long batch, int m, int n, int k, NDArray a, boolean transposeA, NDArray b, boolean transposeB,
    NDArray result) implements Kernel {
  @Override
  public void run() {
    for (long i = 0; i < batch * m; i++) {
      long matrix = i / m;
      long row = i % m;
      for (int j = 0; j < n; j++) {
        double total = 0;
        for (int p = 0; p < k; p++) {
          long left = matrix * m * k + (transposeA ? (long) p * m + row : row * k + p);
          long right = matrix * n * k + (transposeB ? (long) j * k + p : (long) p * n + j);
          total += a.getDouble(left) * b.getDouble(right);
        }
        result.setDouble(i * n + j, total);
      }
    }
  }
}
