package org.sungu.nn.layer.preprocessing;

import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.OneHot;
import org.sungu.tensor.DType;

/// How categories leave a layer.
public enum OutputMode {
  /// As their indices.
  INT,
  /// Each element as a vector that is 1 at its index: `[…, k] → […, k, depth]`, and `[…, 1] → […, depth]`.
  ONE_HOT,
  /// Each sample as a vector that is 1 at the indices that occur along axis 1: `[n, k, …] → [n, …, depth]`.
  MULTI_HOT,
  /// Each sample as a vector of how often each index occurs along axis 1: `[n, k, …] → [n, …, depth]`.
  COUNT,
  /// As [#COUNT], weighted by how rare the categories are.
  TF_IDF;

  /// Builds the vectors; an index outside `[0, depth)` leaves no trace in them.
  ///
  /// @throws ShapeException if samples are to be summed up and the indices have no axis to do so
  Tensor encode(Tensor indices, int depth, DType type) {
    int rank = indices.rank();
    return switch (this) {
      case INT -> indices.cast(type);
      case ONE_HOT -> {
        boolean column = rank > 1 && indices.shape().size(-1) == 1;
        Tensor elements = column ? Reshape.of(indices, indices.shape().range(0, rank - 1)) : indices;
        yield OneHot.of(elements, depth, type);
      }
      case MULTI_HOT -> ReduceMax.of(OneHot.of(withTwoAxes(indices), depth, type), 1);
      case COUNT, TF_IDF -> ReduceSum.of(OneHot.of(withTwoAxes(indices), depth, type), 1);
    };
  }

  private Tensor withTwoAxes(Tensor indices) {
    if (indices.rank() < 2) {
      throw new ShapeException("got input " + indices.type() + " for output mode " + this
          + "; expected at least two axes (samples and their categories), reshape it to [n, 1] or take ONE_HOT");
    }
    return indices;
  }
}
