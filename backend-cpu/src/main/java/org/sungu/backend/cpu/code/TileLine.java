package org.sungu.backend.cpu.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sungu.backend.cpu.code.Operand.Constant;
import org.sungu.backend.cpu.code.Operand.Vector;

/// The code of a small matrix times a vector whose elements are registers.
///
/// Points ±p make pairs of rows, or of columns, whose coefficients are equal or opposite. Of such rows the equal and the opposite part are computed once;
/// of such columns the sum and the difference of the elements.
final class TileLine {
  private final float[] matrix;
  private final int columns;
  private final VectorCode code;
  private final List<Integer> elements = new ArrayList<>();

  /// Takes an element of the result while its register holds it.
  @FunctionalInterface
  interface Target {
    void store(int row, int register);
  }

  TileLine(float[] matrix, int columns, VectorCode code) {
    this.matrix = matrix;
    this.columns = columns;
    this.code = code;
  }

  /// Loads the next element.
  void load(Operand.Memory from) {
    int register = code.take();
    code.load(register, from);
    elements.add(register);
  }

  /// Makes the next element 0.
  void loadZero() {
    int register = code.take();
    code.zero(register);
    elements.add(register);
  }

  /// Computes the rows of the result.
  void map(Target target) {
    int rows = matrix.length / columns;
    float[][] weights = new float[rows][];
    for (int i = 0; i < rows; i++) {
      weights[i] = Arrays.copyOfRange(matrix, i * columns, (i + 1) * columns);
    }
    addPairs(weights);
    int row = 0;
    while (row < rows) {
      if (row + 1 < rows && isMirrored(weights[row], weights[row + 1])) {
        int even = sum(part(weights[row], weights[row + 1], true));
        int odd = sum(part(weights[row], weights[row + 1], false));
        int result = code.take();
        code.add(result, even, new Vector(odd));
        target.store(row, result);
        code.subtract(result, even, new Vector(odd));
        target.store(row + 1, result);
        code.free(result, even, odd);
        row += 2;
      } else {
        int result = sum(weights[row]);
        target.store(row, result);
        code.free(result);
        row++;
      }
    }
    elements.forEach(code::free);
    elements.clear();
  }

  /// Replaces mirrored columns by their sum, with the first one's weights where they are equal, and their difference where they are opposite.
  private void addPairs(float[][] weights) {
    for (int column = 0; column + 1 < columns; column++) {
      if (!isMirrored(column(weights, column), column(weights, column + 1))) {
        continue;
      }
      int a = elements.get(column);
      int b = elements.get(column + 1);
      int sum = code.take();
      code.add(sum, a, new Vector(b));
      code.subtract(b, a, new Vector(b));
      code.free(a);
      elements.set(column, sum);
      for (float[] row : weights) {
        boolean equal = row[column] == row[column + 1];
        row[column + 1] = equal ? 0 : row[column];
        row[column] = equal ? row[column] : 0;
      }
    }
  }

  private static float[] column(float[][] weights, int column) {
    float[] result = new float[weights.length];
    for (int row = 0; row < result.length; row++) {
      result[row] = weights[row][column];
    }
    return result;
  }

  /// Whether coefficients are equal or opposite, and some of each.
  private static boolean isMirrored(float[] a, float[] b) {
    boolean equal = false;
    boolean opposite = false;
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i]) != Math.abs(b[i])) {
        return false;
      }
      equal |= a[i] != 0 && a[i] == b[i];
      opposite |= a[i] != 0 && a[i] == -b[i];
    }
    return equal && opposite;
  }

  private static float[] part(float[] a, float[] b, boolean equal) {
    float[] result = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = (a[i] == b[i]) == equal ? a[i] : 0;
    }
    return result;
  }

  /// The weighted sum of the elements, in a register of its own. It begins with an element that counts once, if there is one.
  private int sum(float[] weights) {
    int result = code.take();
    int first = 0;
    for (int i = weights.length - 1; i >= 0; i--) {
      if (weights[i] == 1 || (weights[i] != 0 && weights[first] != 1)) {
        first = i;
      }
    }
    if (weights[first] == 1) {
      code.move(result, elements.get(first));
    } else {
      code.multiply(result, elements.get(first), Constant.of(weights[first]));
    }
    for (int i = 0; i < weights.length; i++) {
      if (i != first && weights[i] == 1) {
        code.add(result, result, new Vector(elements.get(i)));
      } else if (i != first && weights[i] != 0) {
        code.addProduct(result, elements.get(i), Constant.of(weights[i]));
      }
    }
    return result;
  }
}
