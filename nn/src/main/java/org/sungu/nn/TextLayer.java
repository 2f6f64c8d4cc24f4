package org.sungu.nn;

import org.sungu.tensor.NDArray;
import org.sungu.tensor.StringArray;

/// A layer that accepts text. Programs compute with numbers only, so the text is encoded on the host before it enters the
/// program, and [#apply] gets the encoded numbers.
public interface TextLayer extends UnaryLayer {
  /// The text as numbers: int64, one slice per sample.
  NDArray encode(StringArray text);

  /// The sizes behind the sample axis that [#encode] gives for texts whose sizes behind the sample axis are given.
  PartialShape encodedShape(PartialShape text);
}
