package org.sungu.training;

import org.sungu.graph.Input;
import org.sungu.graph.Tensor;
import org.sungu.nn.LayerOutput;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// An output of a layer whose values are known before the program runs, with the type of one sample.
record Entry(LayerOutput output, DType dtype, Shape sample) {
  static Entry of(LayerOutput output, NDArray values) {
    return new Entry(output, values.dtype(), values.shape().range(1, values.shape().rank()));
  }

  /// The tensor to feed for a batch.
  Tensor input(String label, int batch) {
    return Input.of(label, dtype, Shape.of(batch).append(sample.toArray()));
  }
}
