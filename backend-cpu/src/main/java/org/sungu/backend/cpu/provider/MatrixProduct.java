package org.sungu.backend.cpu.provider;

import org.sungu.tensor.DType;

/// A batch of products `[m,k] · [k,n] = [m,n]`. Strides are in elements; in each operand the row or the column stride is 1, in the result it
/// is that of the columns.
///
/// @param type that of all elements: float32, or bfloat16 where there are kernels for it
public record MatrixProduct(MatrixBatch batch, int m, int n, int k, long aRow, long aColumn, long bRow, long bColumn, long cRow, DType type) {
  /// Products of float32.
  public MatrixProduct(MatrixBatch batch, int m, int n, int k, long aRow, long aColumn, long bRow, long bColumn, long cRow) {
    this(batch, m, n, k, aRow, aColumn, bRow, bColumn, cRow, DType.FLOAT32);
  }

  /// One product of float32 with a contiguous result.
  public static MatrixProduct single(int m, int n, int k, long aRow, long aColumn, long bRow, long bColumn) {
    return new MatrixProduct(MatrixBatch.SINGLE, m, n, k, aRow, aColumn, bRow, bColumn, n);
  }

  public MatrixProduct withBatch(MatrixBatch other) {
    return new MatrixProduct(other, m, n, k, aRow, aColumn, bRow, bColumn, cRow, type);
  }

  public MatrixProduct withRows(int rows) {
    return new MatrixProduct(batch, rows, n, k, aRow, aColumn, bRow, bColumn, cRow, type);
  }

  public MatrixProduct withColumns(int columns) {
    return new MatrixProduct(batch, m, columns, k, aRow, aColumn, bRow, bColumn, cRow, type);
  }

  /// With a right operand in another order.
  public MatrixProduct withRight(long row, long column) {
    return new MatrixProduct(batch, m, n, k, aRow, aColumn, row, column, cRow, type);
  }

  /// Whether it is a matrix with contiguous rows times one contiguous vector.
  public boolean isDot() {
    return n == 1 && aColumn == 1 && bRow == 1;
  }

  /// The same numbers as the product of the transposes in reverse order; only for a single row or column of a contiguous result, where
  /// the transpose of the result is the result.
  public MatrixProduct transposed() {
    MatrixBatch swapped = new MatrixBatch(
        batch.axes().stream().map(axis -> new MatrixBatch.Axis(axis.count(), axis.b(), axis.a(), axis.c())).toList());
    return new MatrixProduct(swapped, n, m, k, bColumn, bRow, aColumn, aRow, m, type);
  }

  /// Whether the right operand is read along its columns, as a transposed one is.
  public boolean isRightTransposed() {
    return bColumn != 1 && n > 1;
  }

  /// Multiplications and additions, counted together.
  public long operations() {
    return batch.count() * m * n * k;
  }
}
