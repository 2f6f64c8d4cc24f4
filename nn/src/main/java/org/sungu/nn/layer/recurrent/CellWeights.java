package org.sungu.nn.layer.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Constant;
import org.sungu.graph.Less;
import org.sungu.graph.MatMul;
import org.sungu.graph.Select;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// What cells have in common: products of inputs and states with weights for several gates side by side, and dropout, whose masks stay the
/// same throughout a sequence.
///
/// @param kernel `[features, gates · units]`
/// @param recurrentKernel `[units, gates · units]`
/// @param inputMasks factors `[n, features]` for the inputs: none, one, or one a gate
/// @param stateMasks factors `[n, units]` for the first state, alike
record CellWeights(Tensor kernel, Tensor recurrentKernel, List<Tensor> inputMasks, List<Tensor> stateMasks) {
  /// For cells with several gates. A rate of 1 drops nothing, as in Keras.
  ///
  /// @param gates how many masks are drawn; Keras draws one for the inputs of all gates unless states drop, too
  static CellWeights of(Scope scope, DTypePolicy dtype, Tensor x, Tensor kernel, Tensor recurrentKernel, double dropout, double recurrentDropout, int gates) {
    int batch = x.shape().size(1);
    boolean dropping = scope.training();
    Shape inputShape = Shape.of(batch, x.shape().size(2));
    Shape stateShape = Shape.of(batch, recurrentKernel.shape().size(0));
    return new CellWeights(kernel.cast(dtype.compute()), recurrentKernel.cast(dtype.compute()),
        dropping ? masks(scope, dtype, inputShape, dropout, recurrentDropout == 0 ? 1 : gates) : List.of(),
        dropping ? masks(scope, dtype, stateShape, recurrentDropout, gates) : List.of());
  }

  /// The weights of the gates from one to another, without it.
  CellWeights gates(int from, int to, int units) {
    Tensor columns = Slice.of(recurrentKernel, 1, from * units, to * units);
    return new CellWeights(kernel, columns, inputMasks, stateMasks.isEmpty() ? stateMasks : stateMasks.subList(from, to));
  }

  private static List<Tensor> masks(Scope scope, DTypePolicy dtype, Shape shape, double rate, int count) {
    List<Tensor> masks = new ArrayList<>();
    for (int i = 0; i < count && rate > 0 && rate < 1; i++) {
      Tensor kept = Less.of(scope.random(shape), Constant.scalar(DType.FLOAT32, 1 - rate));
      masks.add(Select.of(kept, Constant.scalar(dtype.compute(), 1 / (1 - rate)), Constant.scalar(dtype.compute(), 0)));
    }
    return masks;
  }

  /// The products of all steps' inputs, `[steps, n, gates · units]`.
  Tensor ofInputs(Tensor x) {
    return product(x, kernel, inputMasks, x.shape().size(0) * x.shape().size(1));
  }

  /// The products of one step's state.
  Tensor ofState(Tensor state) {
    return product(state, recurrentKernel, stateMasks, state.shape().size(0));
  }

  private static Tensor product(Tensor x, Tensor kernel, List<Tensor> masks, int rows) {
    if (masks.size() < 2) {
      Tensor dropped = masks.isEmpty() ? x : x.times(masks.getFirst());
      return matMul(dropped, kernel, rows);
    }
    int units = kernel.shape().size(1) / masks.size();
    List<Tensor> gates = new ArrayList<>();
    for (int i = 0; i < masks.size(); i++) {
      gates.add(matMul(x.times(masks.get(i)), gate(kernel, i, units), rows));
    }
    return Concatenate.of(gates, -1);
  }

  private static Tensor matMul(Tensor x, Tensor kernel, int rows) {
    Tensor product = MatMul.of(x.reshape(rows, x.shape().size(-1)), kernel);
    return product.reshape(x.shape().with(x.rank() - 1, kernel.shape().size(1)).toArray());
  }

  /// The columns of one gate.
  static Tensor gate(Tensor gates, int index, int units) {
    return Slice.of(gates, gates.rank() - 1, index * units, (index + 1) * units);
  }

  static double share(double rate) {
    return Math.min(1, Math.max(0, rate));
  }

  static void checkUnits(String layer, int units) {
    if (units < 1) {
      throw new IllegalArgumentException(layer + " got units = " + units + "; expected at least 1");
    }
  }
}
