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

/// A fully connected recurrent layer: `h ← tanh(x·kernel + h·recurrentKernel + bias)`.
/// Source: [keras.io](https://keras.io/api/layers/recurrent_layers/simple_rnn/).
///
/// @param unroll kept for files; programs don't grow with the sequence either way
/// @param dropout share of the inputs' features that drop while training, the same ones in all steps
/// @param recurrentDropout share of h that drops on its way into the next step
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
@RecordBuilder
public record SimpleRNN(
    int units,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer recurrentInitializer,
    Initializer biasInitializer,
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
    implements RecurrentLayer, SimpleRNNBuilder.With {
  public SimpleRNN {
    CellWeights.checkUnits("SimpleRNN", units);
    dropout = CellWeights.share(dropout);
    recurrentDropout = CellWeights.share(recurrentDropout);
  }

  /// Keras's defaults; returns the last output.
  public static SimpleRNN of(int units) {
    return new SimpleRNN(units, Activation.TANH, true, new GlorotUniform(), new Orthogonal(), new Zeros(), null, null, null, null, null, null,
        null, 0, 0, null, false, false, false, false, false, false, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public int stateCount() {
    return 1;
  }

  @Override
  public Cell cell(Scope scope, Tensor x) {
    Tensor kernel = scope.weight("kernel", dtype.variable(), Shape.of(x.shape().size(2), units), kernelInitializer, kernelRegularizer,
        kernelConstraint);
    Tensor recurrentKernel = scope.weight("recurrent_kernel", dtype.variable(), Shape.of(units, units), recurrentInitializer,
        recurrentRegularizer, recurrentConstraint);
    CellWeights weights = CellWeights.of(scope, dtype, x, kernel, recurrentKernel, dropout, recurrentDropout, 1);
    Tensor sequence = weights.ofInputs(x);
    if (useBias) {
      sequence = sequence.plus(scope.weight("bias", dtype.variable(), Shape.of(units), biasInitializer, biasRegularizer, biasConstraint)
          .cast(dtype.compute()));
    }
    return new Cell(sequence, (states, slice) -> List.of(activation.of(slice.plus(weights.ofState(states.getFirst())))));
  }
}
