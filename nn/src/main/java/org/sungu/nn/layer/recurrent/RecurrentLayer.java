package org.sungu.nn.layer.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.nn.Layer;
import org.sungu.nn.Scope;
import org.sungu.nn.initializer.Zeros;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.Shape;

/// A layer that applies one cell to each step of a sequence, `[n, steps, features] → [n, units]`, or `[n, steps, units]` if it returns
/// sequences. Further inputs are the states in front of the first step, `[n, units]` each, zeros if they are not given.
/// Source: [keras.io](https://keras.io/api/layers/recurrent_layers/rnn/).
///
/// Steps that a mask excludes leave the states as they are and repeat the output in front of them, or give zeros if
/// [#zeroOutputForMask]. A mask goes on where sequences are returned. As in Keras, initial states make the layer itself deaf to masks.
public sealed interface RecurrentLayer extends Layer permits GRU, LSTM, SimpleRNN {
  int units();

  /// Whether the outputs of all steps are returned rather than that of the last one.
  boolean returnSequences();

  /// Whether the states behind the last step are returned, too.
  boolean returnState();

  /// Whether the last step comes first; outputs are returned in the order in which they arise.
  boolean goBackwards();

  /// Whether a batch begins with the states that the training batch in front of it ended with.
  boolean stateful();

  boolean zeroOutputForMask();

  @Nullable Regularizer activityRegularizer();

  /// The same layer with the last step first.
  default RecurrentLayer backwards() {
    return switch (this) {
      case GRU layer -> layer.withGoBackwards(true);
      case LSTM layer -> layer.withGoBackwards(true);
      case SimpleRNN layer -> layer.withGoBackwards(true);
    };
  }

  /// The same layer with this answer to what steps that do not count put out.
  default RecurrentLayer zeroingMasked(boolean zeros) {
    return switch (this) {
      case GRU layer -> layer.withZeroOutputForMask(zeros);
      case LSTM layer -> layer.withZeroOutputForMask(zeros);
      case SimpleRNN layer -> layer.withZeroOutputForMask(zeros);
    };
  }

  /// How many states the cell has; the first one is its output.
  int stateCount();

  /// The cell on a sequence.
  ///
  /// @param x `[steps, n, features]`
  Cell cell(Scope scope, Tensor x);

  @Override
  default int outputCount() {
    return returnState() ? 1 + stateCount() : 1;
  }

  @Override
  default List<Tensor> apply(Scope scope, List<Tensor> inputs) {
    Tensor input = inputs.getFirst();
    if (input.rank() != 3) {
      throw new ShapeException("got input " + input.type() + "; expected three axes (samples, steps, features)");
    }
    int batch = input.shape().size(0);
    List<Tensor> initial = initialStates(scope, inputs, batch);
    Tensor mask = scope.mask(input);
    Tensor x = Transpose.of(dtype().autocast(input), 1, 0, 2);
    Tensor steps = mask == null || inputs.size() > 1 ? null : Transpose.of(mask, 1, 0);
    Recurrence recurrence = Recurrence.of(cell(scope.child("cell", true), x), initial, steps, goBackwards(), zeroOutputForMask());
    List<Tensor> results = new ArrayList<>();
    results.add(returnSequences() ? Transpose.of(recurrence.outputs(), 1, 0, 2) : recurrence.lastOutput());
    if (returnState()) {
      results.addAll(recurrence.states());
    }
    if (returnSequences() && mask != null) {
      scope.setMask(results.getFirst(), mask);
    }
    if (stateful()) {
      for (int i = 0; i < stateCount(); i++) {
        scope.update(stateName(i), recurrence.states().get(i).cast(dtype().variable()));
      }
    }
    Regularizer regularizer = activityRegularizer();
    if (regularizer != null) {
      results.forEach(result -> scope.addLoss(regularizer.penalty(result).dividedBy(batch)));
    }
    return results;
  }

  private List<Tensor> initialStates(Scope scope, List<Tensor> inputs, int batch) {
    if (inputs.size() != 1 && inputs.size() != 1 + stateCount()) {
      throw new ShapeException(className() + " got " + inputs.size() + " inputs; expected a sequence, alone or with " + stateCount() + " initial states");
    }
    Shape shape = Shape.of(batch, units());
    List<Tensor> states = new ArrayList<>();
    for (int i = 0; i < stateCount(); i++) {
      Tensor kept = stateful() ? scope.state(stateName(i), dtype().variable(), shape, new Zeros()) : null;
      Tensor state = inputs.size() > 1 ? inputs.get(i + 1) : kept;
      if (state != null && !state.shape().equals(shape)) {
        throw new ShapeException("got initial state " + state.type() + "; expected shape " + shape);
      }
      states.add(state == null ? Recurrence.zeros(dtype().compute(), shape) : state.cast(dtype().compute()));
    }
    return states;
  }

  private static String stateName(int index) {
    return index == 0 ? "rnn_state" : "rnn_state_" + index;
  }
}
