package org.sungu.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Input;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.program.Program;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Layer;
import org.sungu.nn.Trace;
import org.sungu.nn.Weights;
import org.sungu.nn.layer.core.Masking;
import org.sungu.nn.layer.recurrent.GRU;
import org.sungu.nn.layer.recurrent.LSTM;
import org.sungu.nn.layer.recurrent.RecurrentLayer;
import org.sungu.nn.layer.recurrent.SimpleRNN;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A recurrent layer on a batch of sequences of three features.
///
/// @param masked whether some steps of some sequences do not count
public record Recurrent(Layer layer, int batch, int steps, boolean masked) {
  /// Layers of each kind in sizes of every sort.
  public static List<Recurrent> cases() {
    List<Recurrent> cases = new ArrayList<>();
    for (int[] sizes : new int[][] {{64, 40, 64}, {64, 1, 16}, {33, 30, 16}, {5, 300, 3}, {1, 2, 7}, {50, 60, 13}, {16, 3, 1}, {32, 5, 160}}) {
      int units = sizes[2];
      for (Layer layer : List.of(LSTM.of(units), LSTM.of(units).withReturnSequences(true).withGoBackwards(true), GRU.of(units),
          GRU.of(units).withResetAfter(false).withReturnSequences(true), SimpleRNN.of(units), SimpleRNN.of(units).withReturnSequences(true))) {
        cases.add(new Recurrent(layer, sizes[0], sizes[1], false));
      }
    }
    cases.add(new Recurrent(LSTM.of(64), 64, 20, true));
    cases.add(new Recurrent(LSTM.of(13).withReturnSequences(true).withZeroOutputForMask(true), 5, 30, true));
    cases.add(new Recurrent(GRU.of(16).withGoBackwards(true), 33, 30, true));
    cases.add(new Recurrent(SimpleRNN.of(7), 50, 60, true));
    cases.add(new Recurrent(LSTM.of(64).withDtype(DTypePolicy.MIXED_BFLOAT16), 64, 20, false));
    cases.add(new Recurrent(GRU.of(16).withDtype(DTypePolicy.MIXED_BFLOAT16).withReturnSequences(true), 33, 30, true));
    return cases;
  }

  /// Those whose batch and units are more than one, so that rows are rows.
  public static List<Recurrent> wideCases() {
    return cases().stream().filter(layer -> layer.batch > 1 && ((RecurrentLayer) layer.layer).units() > 1).toList();
  }

  /// What code can be made for here.
  public static List<Processor> processors() {
    return ComparisonWithReferenceTest.processors();
  }

  /// The outputs, a loss, and the gradients of everything.
  public Program training() {
    Trace trace = new Trace(new Weights(), true);
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(batch, steps, 3));
    Tensor counting = masked ? Masking.of().apply(trace.scope().child("masking", true), List.of(x)).getFirst() : x;
    Tensor hidden = layer.apply(trace.scope().child("recurrent", true), List.of(counting)).getFirst();
    List<Tensor> reads = new ArrayList<>(List.of(x));
    trace.used().forEach(weight -> reads.add(trace.read(weight.variable())));
    Tensor loss = Mean.of(hidden.squared());
    List<Tensor> outputs = new ArrayList<>(List.of(loss, hidden));
    outputs.addAll(Gradient.of(loss, reads));
    return Program.of(List.of(x), outputs);
  }
}
