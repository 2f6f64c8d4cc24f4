package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.NDArray;

/// An operation from outside this module. It brings its own meaning, which every backend can call.
public non-sealed interface CustomOp extends Op {
  @Override
  default int inputCount() {
    return ANY_COUNT;
  }

  /// Computes the outputs, which have the inferred types, from the inputs.
  List<NDArray> evaluate(List<NDArray> inputs);
}
