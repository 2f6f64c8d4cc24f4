package org.sungu.graph.composed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sungu.graph.MatMul;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.tensor.Shape;

/// Products of two tensors summed over named axes, in Einstein's notation: `abc,cd->abd` is a matrix product over the last axis of the first and the
/// first of the second. Each letter names an axis; those that the result lacks are summed over. No letter occurs twice in one operand.
///
/// It becomes one matrix product: axes in both operands and the result are its leading ones. Axes are put in order by transposing, which copies nothing
/// unless several have to be merged.
public final class Einsum {
  private static final Pattern EQUATION = Pattern.compile("([a-zA-Z]*),([a-zA-Z]*)->([a-zA-Z]*)");

  /// One operand with the letters of its axes.
  private record Operand(Tensor tensor, String letters) {
    int size(int letter) {
      return tensor.shape().size(letters.indexOf(letter));
    }

    /// Without the axes that nothing else has.
    Operand summed(String others) {
      int[] alone = letters.chars().filter(letter -> others.indexOf(letter) < 0).map(letters::indexOf).toArray();
      return alone.length == 0 ? this : new Operand(ReduceSum.of(tensor, alone), filter(letters, letter -> others.indexOf(letter) >= 0));
    }

    Operand ordered(String target) {
      return letters.equals(target) ? this : new Operand(Transpose.of(tensor, target.chars().map(letters::indexOf).toArray()), target);
    }
  }

  private Einsum() {}

  /// @throws IllegalArgumentException if the equation is none
  /// @throws ShapeException if the operands do not fit it
  public static Tensor of(String equation, Tensor first, Tensor second) {
    Matcher matcher = EQUATION.matcher(equation);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("got the equation '" + equation + "'; expected letters for the axes as in 'abc,cd->abd'");
    }
    String out = matcher.group(3);
    if (matcher.group(1).length() != first.rank() || matcher.group(2).length() != second.rank()) {
      throw new ShapeException("got " + first.type() + " and " + second.type() + "; expected as many axes as '" + equation + "' has letters");
    }
    Operand a = new Operand(first, matcher.group(1)).summed(matcher.group(2) + out);
    Operand b = new Operand(second, matcher.group(2)).summed(matcher.group(1) + out);
    String shared = filter(a.letters, letter -> b.letters.indexOf(letter) >= 0);
    String freeOfA = filter(out, letter -> b.letters.indexOf(letter) < 0);
    String freeOfB = filter(out, letter -> a.letters.indexOf(letter) < 0);
    boolean inOrder = freeOfA.isEmpty() || freeOfB.isEmpty() || out.indexOf(freeOfA.charAt(0)) < out.indexOf(freeOfB.charAt(0));
    return inOrder ? product(a, b, shared, freeOfA, freeOfB, out) : product(b, a, shared, freeOfB, freeOfA, out);
  }

  private static Tensor product(Operand a, Operand b, String shared, String freeOfA, String freeOfB, String out) {
    String batch = filter(out, letter -> shared.indexOf(letter) >= 0);
    String summed = filter(a.letters, letter -> shared.indexOf(letter) >= 0 && out.indexOf(letter) < 0);
    boolean transposeA = isTransposed(a, summed, freeOfA, batch);
    boolean transposeB = isTransposed(b, freeOfB, summed, batch);
    Tensor left = matrices(a, batch, transposeA ? summed : freeOfA, transposeA ? freeOfA : summed);
    Tensor right = matrices(b, batch, transposeB ? freeOfB : summed, transposeB ? summed : freeOfB);
    Tensor result = MatMul.of(left, right, transposeA, transposeB);
    List<Integer> sizes = new ArrayList<>();
    batch.chars().forEach(letter -> sizes.add(a.size(letter)));
    freeOfA.chars().forEach(letter -> sizes.add(a.size(letter)));
    freeOfB.chars().forEach(letter -> sizes.add(b.size(letter)));
    Tensor spread = reshape(result, sizes.stream().mapToInt(Integer::intValue).toArray());
    return new Operand(spread, batch + freeOfA + freeOfB).ordered(out).tensor;
  }

  /// Whether an operand is handed over as a matrix of these rows and columns and read transposed: it lies so already, or its last axis stays last then.
  private static boolean isTransposed(Operand operand, String rows, String columns, String batch) {
    if (operand.letters.equals(batch + columns + rows)) {
      return false;
    }
    int last = operand.letters.isEmpty() ? -1 : operand.letters.charAt(operand.letters.length() - 1);
    return operand.letters.equals(batch + rows + columns) || columns.indexOf(last) >= 0;
  }

  private static Tensor matrices(Operand operand, String batch, String rows, String columns) {
    Operand ordered = operand.ordered(batch + rows + columns);
    int[] leading = batch.chars().map(ordered::size).toArray();
    return reshape(ordered.tensor, Shape.of(leading).append(merged(ordered, rows), merged(ordered, columns)).toArray());
  }

  private static int merged(Operand operand, String letters) {
    return letters.chars().map(operand::size).reduce(1, Math::multiplyExact);
  }

  private static Tensor reshape(Tensor x, int... sizes) {
    return x.shape().equals(Shape.of(sizes)) ? x : x.reshape(sizes);
  }

  private static String filter(String letters, IntPredicate kept) {
    return letters.chars().filter(kept).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }
}
