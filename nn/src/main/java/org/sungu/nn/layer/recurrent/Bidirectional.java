package org.sungu.nn.layer.recurrent;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Reverse;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Layer;
import org.sungu.nn.Scope;

/// A recurrent layer in both directions. Returned sequences of the backward one are turned round, so that the outputs of one step are
/// joined. Without a merge mode both are returned. Further inputs are the initial states, those of the forward layer first; so
/// are returned states. Source: [keras.io](https://keras.io/api/layers/recurrent_layers/bidirectional/).
///
/// @param layer the forward layer
/// @param backwardLayer the backward layer; the same as the forward one, with weights of its own, if null
/// @param mergeMode how the outputs are joined; null to return both
@RecordBuilder
public record Bidirectional(
    Layer layer, @Nullable Layer backwardLayer, @Nullable MergeMode mergeMode, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements Layer, BidirectionalBuilder.With {
  public Bidirectional {
    RecurrentLayer forward = recurrent(layer);
    RecurrentLayer backward = backwardLayer == null ? forward.backwards() : recurrent(backwardLayer);
    if (forward.goBackwards() == backward.goBackwards()) {
      throw new IllegalArgumentException("Bidirectional got two layers with goBackwards = " + forward.goBackwards() + "; expected one of each");
    }
    if (forward.returnSequences() != backward.returnSequences() || forward.returnState() != backward.returnState()
        || forward.stateful() != backward.stateful()) {
      throw new IllegalArgumentException("Bidirectional got layers that differ in returnSequences, returnState or stateful; expected the same in both");
    }
  }

  private static RecurrentLayer recurrent(Layer layer) {
    if (layer instanceof RecurrentLayer recurrent) {
      return recurrent;
    }
    throw new IllegalArgumentException("Bidirectional got " + layer.className() + "; expected LSTM, GRU or SimpleRNN");
  }

  /// Outputs of both directions side by side.
  public static Bidirectional of(RecurrentLayer layer) {
    return new Bidirectional(layer, null, MergeMode.CONCAT, null, true, DTypePolicy.FLOAT32);
  }

  private RecurrentLayer forward() {
    RecurrentLayer forward = recurrent(layer);
    return forward.zeroingMasked(forward.returnSequences());
  }

  private RecurrentLayer backward() {
    RecurrentLayer backward = backwardLayer == null ? recurrent(layer).backwards() : recurrent(backwardLayer);
    return backward.zeroingMasked(backward.returnSequences());
  }

  @Override
  public int outputCount() {
    int outputs = mergeMode == null ? 2 : 1;
    return forward().returnState() ? outputs + forward().stateCount() + backward().stateCount() : outputs;
  }

  @Override
  public List<Tensor> apply(Scope scope, List<Tensor> inputs) {
    RecurrentLayer forward = forward();
    RecurrentLayer backward = backward();
    Tensor x = inputs.getFirst();
    int states = forward.stateCount() + backward.stateCount();
    if (inputs.size() != 1 && inputs.size() != 1 + states) {
      throw new ShapeException("Bidirectional got " + inputs.size() + " inputs; expected a sequence, alone or with " + states + " initial states");
    }
    List<Tensor> forwardInputs = new ArrayList<>(List.of(x));
    List<Tensor> backwardInputs = new ArrayList<>(List.of(x));
    if (inputs.size() > 1) {
      forwardInputs.addAll(inputs.subList(1, 1 + forward.stateCount()));
      backwardInputs.addAll(inputs.subList(1 + forward.stateCount(), inputs.size()));
    }
    List<Tensor> there = forward.apply(scope.child("forward_layer", forward.trainable()), forwardInputs);
    List<Tensor> back = backward.apply(scope.child("backward_layer", backward.trainable()), backwardInputs);
    Tensor y = there.getFirst().cast(dtype.compute());
    Tensor reversed = back.getFirst().cast(dtype.compute());
    if (forward.returnSequences()) {
      reversed = Reverse.of(reversed, 1);
    }
    List<Tensor> results = new ArrayList<>(merge(y, reversed));
    Tensor mask = forward.returnSequences() ? scope.mask(x) : null;
    if (mask != null) {
      results.forEach(result -> scope.setMask(result, mask));
    }
    results.addAll(there.subList(1, there.size()));
    results.addAll(back.subList(1, back.size()));
    return results;
  }

  private List<Tensor> merge(Tensor y, Tensor reversed) {
    return switch (mergeMode) {
      case null -> List.of(y, reversed);
      case SUM -> List.of(y.plus(reversed));
      case MUL -> List.of(y.times(reversed));
      case AVE -> List.of(y.plus(reversed).dividedBy(2));
      case CONCAT -> List.of(Concatenate.of(List.of(y, reversed), -1));
    };
  }
}
