package org.sungu.nn.layer.recurrent;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Slice;
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

/// Gated recurrent unit ([Cho et al., 2014](https://arxiv.org/abs/1406.1078)): with gates `z = σ(x·kernel_z + h·recurrentKernel_z + bias_z)` and r
/// alike, `h ← z·h + (1 - z)·tanh(x·kernel_h + r·(h·recurrentKernel_h + recurrentBias_h) + bias_h)`; without `resetAfter`, the last
/// product is `(r·h)·recurrentKernel_h`, and there is one bias. The gates lie side by side in the order z, r, h.
/// Source: [keras.io](https://keras.io/api/layers/recurrent_layers/gru/).
///
/// @param dropout share of the inputs' features that drop while training, the same ones in all steps
/// @param recurrentDropout share of h that drops on its way into the gates
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
/// @param unroll kept for files; programs don't grow with the sequence either way
/// @param resetAfter whether r scales the product rather than h in front of it; then the bias is `[2, 3 · units]`, the second row for h
@RecordBuilder
public record GRU(
    int units,
    Activation activation,
    Activation recurrentActivation,
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
    boolean resetAfter,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements RecurrentLayer, GRUBuilder.With {
  private static final int GATES = 3;

  public GRU {
    CellWeights.checkUnits("GRU", units);
    dropout = CellWeights.share(dropout);
    recurrentDropout = CellWeights.share(recurrentDropout);
  }

  /// Keras's defaults; returns the last output.
  public static GRU of(int units) {
    return new GRU(units, Activation.TANH, Activation.SIGMOID, true, new GlorotUniform(), new Orthogonal(), new Zeros(), null, null, null, null, null,
        null, null, 0, 0, null, false, false, false, false, false, false, true, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public int stateCount() {
    return 1;
  }

  @Override
  public Cell cell(Scope scope, Tensor x) {
    Tensor kernel = scope.weight("kernel", dtype.variable(), Shape.of(x.shape().size(2), GATES * units), kernelInitializer, kernelRegularizer,
        kernelConstraint);
    Tensor recurrentKernel = scope.weight("recurrent_kernel", dtype.variable(), Shape.of(units, GATES * units), recurrentInitializer,
        recurrentRegularizer, recurrentConstraint);
    CellWeights weights = CellWeights.of(scope, dtype, x, kernel, recurrentKernel, dropout, recurrentDropout, GATES);
    Tensor sequence = weights.ofInputs(x);
    if (!useBias) {
      return new Cell(sequence, (states, slice) -> step(weights, null, states.getFirst(), slice));
    }
    int width = GATES * units;
    Tensor bias = scope.weight("bias", dtype.variable(), resetAfter ? Shape.of(2, width) : Shape.of(width), biasInitializer, biasRegularizer,
        biasConstraint).cast(dtype.compute());
    Tensor inputBias = resetAfter ? Slice.of(bias, 0, 0, 1).reshape(width) : bias;
    Tensor recurrentBias = resetAfter ? Slice.of(bias, 0, 1, 2).reshape(width) : null;
    return new Cell(sequence.plus(inputBias), (states, slice) -> step(weights, recurrentBias, states.getFirst(), slice));
  }

  private List<Tensor> step(CellWeights weights, @Nullable Tensor recurrentBias, Tensor h, Tensor slice) {
    Tensor product = (resetAfter ? weights : weights.gates(0, 2, units)).ofState(h);
    Tensor inner = recurrentBias == null ? product : product.plus(recurrentBias);
    Tensor update = recurrentActivation.of(CellWeights.gate(slice, 0, units).plus(CellWeights.gate(inner, 0, units)));
    Tensor reset = recurrentActivation.of(CellWeights.gate(slice, 1, units).plus(CellWeights.gate(inner, 1, units)));
    Tensor recurrent = resetAfter ? reset.times(CellWeights.gate(inner, 2, units)) : weights.gates(2, 3, units).ofState(reset.times(h));
    Tensor candidate = activation.of(CellWeights.gate(slice, 2, units).plus(recurrent));
    return List.of(update.times(h).plus(update.subtractedFrom(1).times(candidate)));
  }
}
