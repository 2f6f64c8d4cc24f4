package org.sungu.nn.layer.attention;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.PartialShape;
import org.sungu.tensor.Shape;

/// How heads of queries and keys with any number of axes are multiplied, in Einstein's notation. Heads are `[n, …, head, features]`.
///
/// @param scores from keys and queries to `[n, …, head, query steps…, key steps…]`
/// @param mixture from those and values to `[n, …, head, features]`
/// @param attended how many axes queries look along
record AttentionEquations(String scores, String mixture, int attended, int rank) {
  /// @param inputRank that of the query, `[n, …, features]`
  static AttentionEquations of(int inputRank, @Nullable List<Integer> attentionAxes) {
    int rank = inputRank + 1;
    int[] axes = attentionAxes == null ? IntStream.range(1, rank - 2).toArray()
        : attentionAxes.stream().mapToInt(axis -> axis >= 0 ? axis : rank - 1 + axis).toArray();
    String target = letters(0, rank);
    StringBuilder source = new StringBuilder(target);
    for (int i = 0, fresh = rank; i < rank; i++) {
      if (contains(axes, i)) {
        source.setCharAt(i, letter(fresh++));
      }
    }
    StringBuilder product = new StringBuilder();
    IntStream.range(0, rank - 1).filter(axis -> !contains(axes, axis)).forEach(axis -> product.append(target.charAt(axis)));
    Arrays.stream(axes).forEach(axis -> product.append(target.charAt(axis)));
    Arrays.stream(axes).forEach(axis -> product.append(source.charAt(axis)));
    return new AttentionEquations(source + "," + target + "->" + product, product + "," + source + "->" + target, axes.length, product.length());
  }

  /// A projection that keeps `free` axes and multiplies `bound` axes into `results` new ones, such as `abc,cde->abde`.
  static String projection(int free, int bound, int results) {
    String kept = letters(0, free);
    String multiplied = letters(free, bound);
    String made = letters(free + bound, results);
    return kept + multiplied + "," + multiplied + made + "->" + kept + made;
  }

  /// Open sizes followed by known ones.
  static PartialShape open(int count, int... known) {
    return PartialShape.of(IntStream.concat(IntStream.generate(() -> PartialShape.UNKNOWN).limit(count), Arrays.stream(known)).toArray());
  }

  /// The axes of the scores that add up to 1.
  int[] normalized() {
    return IntStream.range(rank - attended, rank).toArray();
  }

  /// A mask `[n, …, query steps…, key steps…]` with axes of size 1 where the heads are.
  @Nullable Tensor widen(@Nullable Tensor mask) {
    if (mask == null || mask.rank() >= rank) {
      return mask;
    }
    int[] ones = new int[rank - mask.rank()];
    Arrays.fill(ones, 1);
    int front = mask.rank() - 2 * attended;
    Shape shape = mask.shape();
    return mask.reshape(shape.range(0, front).append(ones).append(shape.range(front, shape.rank()).toArray()).toArray());
  }

  private static boolean contains(int[] axes, int axis) {
    return Arrays.stream(axes).anyMatch(each -> each == axis);
  }

  private static String letters(int first, int count) {
    return IntStream.range(first, first + count).collect(StringBuilder::new, (text, i) -> text.append(letter(i)), StringBuilder::append).toString();
  }

  private static char letter(int index) {
    return (char) ('a' + index);
  }
}
