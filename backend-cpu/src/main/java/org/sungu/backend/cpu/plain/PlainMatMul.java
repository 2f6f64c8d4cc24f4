package org.sungu.backend.cpu.plain;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

import java.util.Arrays;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// Matrix products: multiples of the right operand's rows are added up, so that the innermost loop runs along rows.
final class PlainMatMul implements Kernel {
  private final MatrixProduct product;
  private final long a;
  private final long b;
  private final long c;
  private final long scratch;
  private final float[] parts = new float[PlainRowSum.PARTS];

  /// @param scratch room for the right operand with its rows contiguous, where they are not
  PlainMatMul(MatrixProduct product, long a, long b, long c, long scratch) {
    this.product = product;
    this.a = a;
    this.b = b;
    this.c = c;
    this.scratch = scratch;
  }

  @Override
  public void run() {
    for (long i = 0; i < product.batch().count(); i++) {
      long left = a + 4 * product.batch().a(i);
      long right = b + 4 * product.batch().b(i);
      long result = c + 4 * product.batch().c(i);
      if (product.isDot()) {
        dot(left, right, result);
      } else if (product.isRightTransposed()) {
        transpose(right);
        multiply(left, scratch, product.n(), result);
      } else {
        multiply(left, right, product.bRow(), result);
      }
    }
  }

  private void dot(long left, long right, long result) {
    for (int i = 0; i < product.m(); i++) {
      long row = left + 4L * i * product.aRow();
      float total = 0;
      for (int start = 0; start < product.k(); start += PlainRowSum.RUN) {
        int count = Math.min(PlainRowSum.RUN, product.k() - start);
        Arrays.fill(parts, 0);
        for (int p = 0; p < count; p++) {
          long at = 4L * (start + p);
          int part = p % PlainRowSum.PARTS;
          parts[part] = Math.fma(getFloat(row + at), getFloat(right + at), parts[part]);
        }
        float run = PlainRowSum.folded(parts);
        total = start == 0 ? run : total + run;
      }
      putFloat(result + 4L * i * product.cRow(), total);
    }
  }

  private void transpose(long right) {
    for (int j = 0; j < product.n(); j++) {
      for (int p = 0; p < product.k(); p++) {
        putFloat(scratch + 4 * ((long) p * product.n() + j), getFloat(right + 4 * (p * product.bRow() + j * product.bColumn())));
      }
    }
  }

  private void multiply(long left, long right, long rightRow, long result) {
    for (int i = 0; i < product.m(); i++) {
      long row = result + 4L * i * product.cRow();
      for (int j = 0; j < product.n(); j++) {
        putFloat(row + 4L * j, 0);
      }
      for (int p = 0; p < product.k(); p++) {
        float factor = getFloat(left + 4 * (i * product.aRow() + p * product.aColumn()));
        addMultiple(factor, right + 4L * p * rightRow, row, product.n());
      }
    }
  }

  private static void addMultiple(float factor, long from, long to, int count) {
    for (long j = 0; j < 4L * count; j += 4) {
      putFloat(to + j, Math.fma(factor, getFloat(from + j), getFloat(to + j)));
    }
  }
}
