package org.sungu.format.h5;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sungu.format.ElementDecoder;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

/// Turns stored elements into arrays.
final class ElementReader {
  private final Source source;
  private final GlobalHeap heap;

  ElementReader(Source source, GlobalHeap heap) {
    this.source = source;
    this.heap = heap;
  }

  /// The array, or nothing where elements are of a kind that no tensor has.
  Optional<HostArray> read(Datatype type, Shape shape, MemorySegment stored) {
    return switch (type) {
      case Datatype.Whole integer -> Optional.of(integers(integer, shape, stored));
      case Datatype.Enumeration enumeration -> Optional.of(
          enumeration.logical() ? ElementDecoder.logical(shape, stored) : integers(enumeration.base(), shape, stored));
      case Datatype.Floating floating -> Optional.of(floats(floating, shape, stored));
      case Datatype.FixedText text -> Optional.of(fixedText(text, shape, stored));
      case Datatype.VariableText text -> Optional.of(variableText(text, shape, stored));
      case Datatype.Opaque opaque -> Optional.empty();
      case Datatype.Other other -> Optional.empty();
    };
  }

  /// Two opaque bytes an element: how Keras stores bfloat16.
  NDArray bfloat16(Shape shape, MemorySegment stored) {
    return ElementDecoder.floats(DType.BFLOAT16, false, shape, stored);
  }

  private static NDArray floats(Datatype.Floating type, Shape shape, MemorySegment stored) {
    DType dtype = switch ((int) type.size()) {
      case 2 -> type.exponentBits() == 8 ? DType.BFLOAT16 : DType.FLOAT16;
      case 4 -> DType.FLOAT32;
      default -> DType.FLOAT64;
    };
    return ElementDecoder.floats(dtype, type.bigEndian(), shape, stored);
  }

  private NDArray integers(Datatype.Whole type, Shape shape, MemorySegment stored) {
    return ElementDecoder.integers((int) type.size(), type.signed(), type.bigEndian(), shape, stored, source.name());
  }

  private static StringArray fixedText(Datatype.FixedText type, Shape shape, MemorySegment stored) {
    List<String> values = new ArrayList<>();
    for (long at = 0; at < stored.byteSize(); at += type.size()) {
      String text = Cursor.text(stored.asSlice(at, type.size()));
      values.add(type.spacePadded() ? text.stripTrailing() : text);
    }
    return StringArray.of(shape, values);
  }

  private StringArray variableText(Datatype.VariableText type, Shape shape, MemorySegment stored) {
    List<String> values = new ArrayList<>();
    Cursor in = new Cursor(source, stored);
    for (long i = 0; i < shape.elementCount(); i++) {
      values.add(heap.read(in.cursor(type.size())));
    }
    return StringArray.of(shape, values);
  }
}
