package org.sungu.backend.cpu.vector;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;
import static org.sungu.backend.cpu.vector.Vectors.LANES;
import static org.sungu.backend.cpu.vector.Vectors.WIDTH;
import static org.sungu.backend.cpu.vector.Vectors.load;
import static org.sungu.backend.cpu.vector.Vectors.splat;
import static org.sungu.backend.cpu.vector.Vectors.store;

import jdk.incubator.vector.FloatVector;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// Matrix products in tiles of four rows and two registers of columns, whose sums stay in registers from the first term to the last.
///
/// Columns are taken in panels as wide as a tile. A panel of the right operand is copied together first where its rows are far
/// apart, or where they are columns in memory.
final class VectorMatMul implements Kernel {
  /// Columns of a panel.
  private static final int PANEL = 2 * LANES;
  private static final int TILE_ROWS = 4;
  /// Rows of the right operand that are this many elements apart are copied together, if there are enough rows on the left to gain by it.
  private static final int FAR_APART = 512;
  private static final int ENOUGH_ROWS = 16;

  private final MatrixProduct product;
  private final long a;
  private final long b;
  private final long c;
  private final long scratch;
  private final int m;
  private final int n;
  private final int k;
  /// Strides in bytes.
  private final long aRow;
  private final long aColumn;
  private final long cRow;

  VectorMatMul(MatrixProduct product, long a, long b, long c, long scratch) {
    this.product = product;
    this.a = a;
    this.b = b;
    this.c = c;
    this.scratch = scratch;
    this.m = product.m();
    this.n = product.n();
    this.k = product.k();
    this.aRow = 4 * product.aRow();
    this.aColumn = 4 * product.aColumn();
    this.cRow = 4 * product.cRow();
  }

  static long scratchBytes(MatrixProduct product) {
    return isCopied(product) ? 4L * PANEL * product.k() : 0;
  }

  private static boolean isCopied(MatrixProduct product) {
    return product.isRightTransposed() || (product.bRow() >= FAR_APART && product.m() >= ENOUGH_ROWS);
  }

  @Override
  public void run() {
    boolean copied = isCopied(product);
    for (long i = 0; i < product.batch().count(); i++) {
      long left = a + 4 * product.batch().a(i);
      long right = b + 4 * product.batch().b(i);
      long result = c + 4 * product.batch().c(i);
      for (int column = 0; column < n; column += PANEL) {
        int width = Math.min(PANEL, n - column);
        if (copied) {
          copyPanel(right + 4L * column * product.bColumn(), width);
          panel(left, scratch, 4L * PANEL, result + 4L * column, width);
        } else {
          panel(left, right + 4L * column, 4 * product.bRow(), result + 4L * column, width);
        }
      }
    }
  }

  private void copyPanel(long from, int width) {
    if (product.isRightTransposed()) {
      for (int j = 0; j < width; j++) {
        copyColumn(from + 4L * j * product.bColumn(), scratch + 4L * j, k);
      }
    } else {
      for (int p = 0; p < k; p++) {
        long source = from + 4L * p * product.bRow();
        long target = scratch + 4L * p * PANEL;
        store(target, load(source));
        if (width > LANES) {
          store(target + WIDTH, load(source + WIDTH));
        }
      }
    }
  }

  private static void copyColumn(long from, long to, int count) {
    for (int p = 0; p < count; p++) {
      putFloat(to + 4L * PANEL * p, getFloat(from + 4L * p));
    }
  }

  private void panel(long left, long right, long bRow, long result, int width) {
    int i = 0;
    for (; i <= m - TILE_ROWS; i += TILE_ROWS) {
      if (width > LANES) {
        wideTile(left + i * aRow, right, bRow, result + i * cRow, width);
      } else {
        narrowTile(left + i * aRow, right, bRow, result + i * cRow, width);
      }
    }
    for (; i < m; i++) {
      row(left + i * aRow, right, bRow, result + i * cRow, width);
    }
  }

  private void wideTile(long left, long right, long bRow, long result, int width) {
    FloatVector c00 = FloatVector.zero(Vectors.FLOATS);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    long x = left;
    long y = right;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = load(y);
      FloatVector b1 = load(y + WIDTH);
      FloatVector a0 = splat(getFloat(x));
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = splat(getFloat(x + aRow));
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = splat(getFloat(x + 2 * aRow));
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = splat(getFloat(x + 3 * aRow));
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      x += aColumn;
      y += bRow;
    }
    storePair(result, c00, c01, width);
    storePair(result + cRow, c10, c11, width);
    storePair(result + 2 * cRow, c20, c21, width);
    storePair(result + 3 * cRow, c30, c31, width);
  }

  private void narrowTile(long left, long right, long bRow, long result, int width) {
    FloatVector c0 = FloatVector.zero(Vectors.FLOATS);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    long x = left;
    long y = right;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = load(y);
      c0 = splat(getFloat(x)).fma(b0, c0);
      c1 = splat(getFloat(x + aRow)).fma(b0, c1);
      c2 = splat(getFloat(x + 2 * aRow)).fma(b0, c2);
      c3 = splat(getFloat(x + 3 * aRow)).fma(b0, c3);
      x += aColumn;
      y += bRow;
    }
    storeSome(result, c0, width);
    storeSome(result + cRow, c1, width);
    storeSome(result + 2 * cRow, c2, width);
    storeSome(result + 3 * cRow, c3, width);
  }

  private void row(long left, long right, long bRow, long result, int width) {
    FloatVector c0 = FloatVector.zero(Vectors.FLOATS);
    FloatVector c1 = c0;
    // A narrow panel has no second register to read.
    long second = width > LANES ? WIDTH : 0;
    long x = left;
    long y = right;
    for (int p = 0; p < k; p++) {
      FloatVector a0 = splat(getFloat(x));
      c0 = a0.fma(load(y), c0);
      c1 = a0.fma(load(y + second), c1);
      x += aColumn;
      y += bRow;
    }
    if (width > LANES) {
      storePair(result, c0, c1, width);
    } else {
      storeSome(result, c0, width);
    }
  }

  private static void storePair(long to, FloatVector first, FloatVector second, int width) {
    store(to, first);
    storeSome(to + WIDTH, second, width - LANES);
  }

  private static void storeSome(long to, FloatVector vector, int width) {
    if (width == LANES) {
      store(to, vector);
    } else {
      store(to, vector, Vectors.first(width));
    }
  }
}
