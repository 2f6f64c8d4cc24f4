package org.sungu.nn.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;

/// A number (or several) gathered over batches. Implementations are records whose components are the keys of the Keras metric's
/// configuration in camelCase; `name` and `dtype` are common to all.
///
/// A metric holds no numbers: what it gathers are state tensors, which [#update] maps to new ones. So it is graph and runs inside the
/// training step. States need not be those of Keras: files do not hold them.
public interface Metric {
  /// The name shown and saved, such as `binary_accuracy`.
  String name();

  /// The type in which the metric computes.
  DType dtype();

  /// The types of the state tensors for targets and predictions of the given types. Every state starts at zero.
  List<TensorType> state(TensorType yTrue, TensorType yPred);

  /// The states after one more batch.
  ///
  /// @param sampleWeight what each sample counts; null for 1
  /// @throws org.sungu.graph.ShapeException if the shapes do not fit
  List<Tensor> update(List<Tensor> state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight);

  /// Whether values that the predictions' mask leaves out do not count; Keras's metrics that wrap a function do so, the others do not.
  default boolean heedsMask() {
    return false;
  }

  /// What was measured so far: a scalar, or a vector where the metric measures classes or thresholds apart.
  Tensor result(List<Tensor> state);

  /// The Keras class name, such as `BinaryAccuracy`.
  default String className() {
    return getClass().getSimpleName();
  }
}
