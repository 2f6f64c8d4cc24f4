package org.sungu.backend.cpu.provider;

/// A batch of products `[m,k] · [k,n] = [m,n]`. Strides are in elements; in each operand the row or the column stride is 1.
public record MatrixProduct(long batch, long aBatch, long bBatch, int m, int n, int k, long aRow, long aColumn, long bRow,
    long bColumn) {
  public MatrixProduct withBatch(long count) {
    return new MatrixProduct(count, aBatch, bBatch, m, n, k, aRow, aColumn, bRow, bColumn);
  }

  public MatrixProduct withRows(int rows) {
    return new MatrixProduct(batch, aBatch, bBatch, rows, n, k, aRow, aColumn, bRow, bColumn);
  }

  /// Whether it is a matrix with contiguous rows times one contiguous vector.
  public boolean isDot() {
    return n == 1 && aColumn == 1 && bRow == 1;
  }

  /// The same numbers as the product of the transposes in reverse order; only for a single row or column, where
  /// the transpose of the result is the result.
  public MatrixProduct transposed() {
    return new MatrixProduct(batch, bBatch, aBatch, n, m, k, bColumn, bRow, aColumn, aRow);
  }

  /// Whether the right operand is read along its columns, as a transposed one is.
  public boolean isRightTransposed() {
    return bColumn != 1 && n > 1;
  }

  /// Multiplications and additions, counted together.
  public long operations() {
    return batch * m * n * k;
  }
}
