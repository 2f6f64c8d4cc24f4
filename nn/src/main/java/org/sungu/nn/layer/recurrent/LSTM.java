package org.sungu.nn.layer.recurrent;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.GlorotUniform;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.Orthogonal;
import org.sungu.nn.initializer.Zeros;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.Shape;

/// Long short-term memory ([Hochreiter and Schmidhuber, 1997](https://doi.org/10.1162/neco.1997.9.8.1735)): with gates
/// `i, f, g, o = x·kernel + h·recurrentKernel + bias`, `c ← σ(f)·c + σ(i)·tanh(g)` and `h ← σ(o)·tanh(c)`. States are h and c, the gates lie side by
/// side in that order. Source: [keras.io](https://keras.io/api/layers/recurrent_layers/lstm/).
///
/// @param unitForgetBias whether the forget gate's bias begins with 1
/// @param unroll kept for files; programs don't grow with the sequence either way
/// @param dropout share of the inputs' features that drop while training, the same ones in all steps
/// @param recurrentDropout share of h that drops on its way into the gates
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
@RecordBuilder
public record LSTM(
    int units,
    Activation activation,
    Activation recurrentActivation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer,
    boolean unitForgetBias,
    @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer recurrentRegularizer,
    @Nullable Regularizer biasRegularizer,
    @Nullable Regularizer activityRegularizer,
    @Nullable Constraint kernelConstraint,
    @Nullable Constraint recurrentConstraint,
    @Nullable Constraint biasConstraint,
    double dropout,
    double recurrentDropout,
    @Nullable Long seed,
    boolean returnSequences,
    boolean returnState,
    boolean goBackwards,
    boolean stateful,
    boolean unroll,
    boolean zeroOutputForMask,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements RecurrentLayer, LSTMBuilder.With {
  private static final int GATES = 4;

  public LSTM {
    CellWeights.checkUnits("LSTM", units);
    dropout = CellWeights.share(dropout);
    recurrentDropout = CellWeights.share(recurrentDropout);
  }

  /// Keras's defaults; returns the last output.
  public static LSTM of(int units) {
    return new LSTM(units, Activation.TANH, Activation.SIGMOID, true, new GlorotUniform(), new Orthogonal(), new Zeros(), true, null, null, null,
        null, null, null, null, 0, 0, null, false, false, false, false, false, false, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public int stateCount() {
    return 2;
  }

  @Override
  public Cell cell(Scope scope, Tensor x) {
    Tensor kernel = scope.weight("kernel", dtype.variable(), Shape.of(x.shape().size(2), GATES * units), kernelInitializer, kernelRegularizer,
        kernelConstraint);
    Tensor recurrentKernel = scope.weight("recurrent_kernel", dtype.variable(), Shape.of(units, GATES * units), recurrentInitializer,
        recurrentRegularizer, recurrentConstraint);
    CellWeights weights = CellWeights.of(scope, dtype, x, kernel, recurrentKernel, dropout, recurrentDropout, GATES);
    Tensor sequence = weights.ofInputs(x);
    if (useBias) {
      Initializer initializer = unitForgetBias ? UnitForgetBias.of(biasInitializer, units) : biasInitializer;
      sequence = sequence.plus(scope.weight("bias", dtype.variable(), Shape.of(GATES * units), initializer, biasRegularizer, biasConstraint)
          .cast(dtype.compute()));
    }
    return new Cell(sequence, (states, slice) -> step(weights, states.get(0), states.get(1), slice));
  }

  private List<Tensor> step(CellWeights weights, Tensor h, Tensor c, Tensor slice) {
    Tensor z = weights.ofState(h).plus(slice);
    Tensor input = recurrentActivation.of(CellWeights.gate(z, 0, units));
    Tensor forget = recurrentActivation.of(CellWeights.gate(z, 1, units));
    Tensor candidate = activation.of(CellWeights.gate(z, 2, units));
    Tensor output = recurrentActivation.of(CellWeights.gate(z, 3, units));
    Tensor memory = forget.times(c).plus(input.times(candidate));
    return List.of(output.times(activation.of(memory)), memory);
  }
}
