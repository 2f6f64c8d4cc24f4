package org.sungu.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.sungu.tensor.Shape;

/// Sizes of a tensor's axes of which some are not known before data arrive; those are [#UNKNOWN].
public record PartialShape(List<Integer> sizes) {
  public static final int UNKNOWN = -1;

  public PartialShape {
    sizes = List.copyOf(sizes);
  }

  public static PartialShape of(int... sizes) {
    return new PartialShape(Arrays.stream(sizes).boxed().toList());
  }

  public int rank() {
    return sizes.size();
  }

  /// The shape with every unknown axis replaced by one size.
  public Shape fill(int unknown) {
    return Shape.of(sizes.stream().mapToInt(size -> size == UNKNOWN ? unknown : size).toArray());
  }

  /// This shape with an axis in front.
  public PartialShape prepend(int size) {
    List<Integer> all = new ArrayList<>(List.of(size));
    all.addAll(sizes);
    return new PartialShape(all);
  }

  /// Whether a known shape could be this one.
  public boolean accepts(Shape shape) {
    if (shape.rank() != rank()) {
      return false;
    }
    for (int i = 0; i < rank(); i++) {
      if (sizes.get(i) != UNKNOWN && sizes.get(i) != shape.size(i)) {
        return false;
      }
    }
    return true;
  }

  /// The axes on which two shapes of one rank agree, the others unknown.
  public static PartialShape common(Shape a, Shape b) {
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < a.rank(); i++) {
      sizes.add(a.size(i) == b.size(i) ? a.size(i) : UNKNOWN);
    }
    return new PartialShape(sizes);
  }

  /// As Keras prints shapes: `(None, 28, 28)`, `(None,)`.
  @Override
  public String toString() {
    String inner = sizes.stream().map(size -> size == UNKNOWN ? "None" : size.toString()).collect(Collectors.joining(", "));
    return rank() == 1 ? "(" + inner + ",)" : "(" + inner + ")";
  }
}
