package org.sungu.nn.layer.window;

import java.util.Collections;
import java.util.List;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.tensor.Shape;

/// Settings with one number, or one pair of numbers, for each axis of space.
public final class Sizes {
  private Sizes() {}

  /// Numbers of at least 1, one an axis; a single one counts for all axes, as in Keras.
  ///
  /// @param what for the message, such as `Conv2D: strides`
  /// @throws IllegalArgumentException if there are too many or too few, or one is too small
  public static List<Integer> positive(String what, int axes, List<Integer> given) {
    return checked(what, axes, 1, given);
  }

  /// The same for numbers of at least 0.
  public static List<Integer> notNegative(String what, int axes, List<Integer> given) {
    return checked(what, axes, 0, given);
  }

  private static List<Integer> checked(String what, int axes, int least, List<Integer> given) {
    boolean fits = given.size() == axes || given.size() == 1;
    if (!fits || given.stream().anyMatch(size -> size < least)) {
      throw new IllegalArgumentException(what + " is " + given + "; expected " + (axes == 1 ? "one number" : "one number, or " + axes) + " of at least " + least);
    }
    return given.size() == axes ? List.copyOf(given) : Collections.nCopies(axes, given.getFirst());
  }

  /// Numbers of at least 0 for before and behind, one pair an axis; a single pair counts for all axes, and a single number for a pair.
  ///
  /// @throws IllegalArgumentException if there are too many or too few, or one is negative
  public static List<List<Integer>> pairs(String what, int axes, List<List<Integer>> given) {
    if (given.size() != axes && given.size() != 1) {
      throw new IllegalArgumentException(what + " is " + given + "; expected a pair of numbers for each of " + axes + " axes");
    }
    List<List<Integer>> pairs = given.stream().map(pair -> notNegative(what, 2, pair)).toList();
    return pairs.size() == axes ? pairs : Collections.nCopies(axes, pairs.getFirst());
  }

  public static Shape shape(List<Integer> sizes) {
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  public static Shape ones(int axes) {
    return shape(Collections.nCopies(axes, 1));
  }

  /// The axes between samples and channels of a tensor whose channels are last.
  public static Shape space(Tensor x) {
    return x.shape().range(1, x.rank() - 1);
  }

  /// @throws ShapeException if an input does not have an axis for the samples, one for the channels, and those of space
  public static void checkRank(Tensor input, int axes) {
    if (input.rank() != axes + 2) {
      throw new ShapeException("got input " + input.type() + "; expected " + (axes + 2) + " axes: samples, channels and " + axes
          + " of space. Reshape it first");
    }
  }
}
