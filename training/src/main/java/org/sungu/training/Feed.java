package org.sungu.training;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.InputLayer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.PartialShape;
import org.sungu.nn.TextLayer;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

/// A place where data enter a network: an input of numbers, or a text layer behind an input of text.
///
/// @param name the input layer's name
/// @param encoder turns text into numbers; null for numbers
record Feed(String name, InputLayer input, LayerOutput target, @Nullable TextLayer encoder) {
  DType dtype() {
    return encoder != null ? DType.INT64 : input.numericType();
  }

  PartialShape sampleShape() {
    return encoder != null ? encoder.encodedShape(input.sampleShape()) : input.sampleShape();
  }

  /// The numbers to feed for the data of this input.
  ///
  /// @throws IllegalArgumentException if the data are missing or of another kind or shape
  NDArray encode(Map<String, ? extends HostArray> data) {
    HostArray array = data.get(name);
    return switch (array) {
      case null -> throw new IllegalArgumentException("no data for input '" + name + "'; got " + data.keySet() + ", name the array as the input");
      case StringArray text -> {
        if (encoder == null) {
          throw mismatch(array);
        }
        yield encoder.encode(text);
      }
      case NDArray numbers -> {
        if (encoder != null) {
          throw mismatch(array);
        }
        NDArray shaped = numbers;
        // A list of numbers serves where a column is expected, as in Keras.
        if (numbers.shape().rank() == 1 && input.batchShape().rank() == 2) {
          shaped = numbers.reshape(Shape.of(numbers.shape().size(0), 1));
        }
        if (!input.batchShape().accepts(shaped.shape())) {
          throw mismatch(array);
        }
        yield shaped.dtype() == dtype() ? shaped : shaped.cast(dtype());
      }
    };
  }

  private IllegalArgumentException mismatch(HostArray got) {
    return new IllegalArgumentException(
        "input '" + name + "' got " + got + "; expected " + input.elementType() + " of shape " + input.batchShape());
  }
}
