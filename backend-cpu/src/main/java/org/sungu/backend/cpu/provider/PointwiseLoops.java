package org.sungu.backend.cpu.provider;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Pointwise;

/// The loops that tapes are made of. Booleans are 1 and 0 in float32 while on a tape; bfloat16 is float32, too.
public interface PointwiseLoops {
  /// The loop of an op on float32 operands. For a cast that is the one to booleans, or to the nearest float32 that is a bfloat16, too; other casts on a
  /// tape need none.
  PointwiseLoop of(Pointwise op);

  /// What is left to be done with the result of that loop, in place; null if nothing is.
  ///
  /// A long function is cut in two where the compiler would not inline all of one loop, and box every vector in it.
  default @Nullable PointwiseLoop rest(Pointwise op) {
    return null;
  }

  /// Those for tapes over so few elements that they run a single element at a time no slower, and fast from the first time on.
  default PointwiseLoops forFewElements() {
    return this;
  }

  /// `d = a`.
  PointwiseLoop copy();

  /// Fills one register with the value at `a`.
  PointwiseLoop splat();

  /// Bytes to float32.
  PointwiseLoop fromBooleans();

  /// Float32 to bytes.
  PointwiseLoop toBooleans();

  /// Fills one register with the bfloat16 at `a`.
  PointwiseLoop splatBfloat16();

  /// Bfloat16 to float32.
  PointwiseLoop fromBfloat16();

  /// Float32 to the nearest bfloat16, ties to even; NaN stays NaN.
  PointwiseLoop toBfloat16();
}
