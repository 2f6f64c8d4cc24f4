package org.sungu.backend.cpu.code;

import java.util.List;
import java.util.stream.IntStream;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.FusedPointwise;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Pointwise ops that are applied to sums while these are still in registers: a bias, another array that is added, an activation.
///
/// @param op with one result, of the shape of the sums
/// @param product which of its inputs the sums are
/// @param inputs where the inputs lie; that of the sums lies nowhere
public record Tail(FusedPointwise op, int product, List<View> inputs) {
  /// As many general registers as are free where sums are complete.
  private static final int MOST_OPERANDS = 4;

  public Tail {
    inputs = List.copyOf(inputs);
  }

  /// How an input is found.
  enum Kind {
    PRODUCT,
    CONSTANT,
    /// One number for each column of the sums.
    VECTOR,
    /// One number for each sum.
    ARRAY,
    OTHER
  }

  Kind kind(int input) {
    View view = inputs.get(input);
    Shape shape = inputs.get(product).shape();
    if (input == product) {
      return Kind.PRODUCT;
    }
    if (view.dtype() != DType.FLOAT32 || !view.isContiguous()) {
      return Kind.OTHER;
    }
    if (view.elementCount() == 1) {
      return view.buffer().constant() == null ? Kind.OTHER : Kind.CONSTANT;
    }
    if (view.shape().equals(shape)) {
      return Kind.ARRAY;
    }
    int columns = shape.size(-1);
    return view.elementCount() == columns && view.shape().size(-1) == columns ? Kind.VECTOR : Kind.OTHER;
  }

  /// Those inputs that are read from memory.
  public List<Integer> operands() {
    return IntStream.range(0, inputs.size()).filter(input -> kind(input) == Kind.VECTOR || kind(input) == Kind.ARRAY).boxed().toList();
  }

  /// Whether an operand holds one number for each column of the sums, rather than one for each sum.
  public boolean isVector(int operand) {
    return kind(operand) == Kind.VECTOR;
  }

  /// Whether its inputs are found.
  boolean isPossible() {
    boolean known = IntStream.range(0, inputs.size()).noneMatch(input -> kind(input) == Kind.OTHER);
    return known && operands().size() <= MOST_OPERANDS && op.results().size() == 1 && inputs.get(product).dtype() == DType.FLOAT32;
  }
}
