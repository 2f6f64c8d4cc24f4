package org.sungu.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Input;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.Trace;
import org.sungu.nn.Weights;
import org.sungu.nn.optimizer.OptimizerStep;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Builds the programs of a network: to compute outputs, to evaluate, and to take a training step.
///
/// Inputs are, in order: one tensor per entry, one target per output, and the sample weights if there are any.
final class StepPrograms {
  private final Network network;
  private final Weights weights;

  StepPrograms(Network network, Weights weights) {
    this.network = network;
    this.weights = weights;
  }

  /// What a batch looks like to a program.
  private final class Batch {
    final Trace trace;
    final List<Tensor> inputs = new ArrayList<>();
    final List<Tensor> targets = new ArrayList<>();
    final List<Tensor> results;
    private @Nullable Tensor sampleWeight;

    Batch(List<Entry> entries, List<LayerOutput> wanted, int size, boolean training) {
      this.trace = new Trace(weights, training);
      Map<LayerOutput, Tensor> known = new HashMap<>();
      for (int i = 0; i < entries.size(); i++) {
        Tensor input = entries.get(i).input("x" + i, size);
        inputs.add(input);
        known.put(entries.get(i).output(), input);
      }
      this.results = network.evaluate(trace.scope(), known, wanted);
    }

    void feedTargets(Prepared data, int size) {
      for (int i = 0; i < data.targets().size(); i++) {
        NDArray target = data.targets().get(i);
        targets.add(Input.of("y" + i, target.dtype(), target.shape().with(0, size)));
      }
      inputs.addAll(targets);
      if (data.sampleWeights() != null) {
        sampleWeight = Input.of("weight", DType.FLOAT32, Shape.of(size));
        inputs.add(sampleWeight);
      }
    }

    /// The weighted sum of the losses and all penalties; also updates of the trackers.
    Tensor loss(Compilation compilation, Trackers trackers, Map<Variable, Tensor> updates) {
      List<Tensor> perOutput = new ArrayList<>();
      @Nullable Tensor total = null;
      for (int i = 0; i < results.size(); i++) {
        Tensor loss = compilation.losses().get(i).of(targets.get(i), results.get(i), sampleWeight, trace.mask(results.get(i)));
        perOutput.add(loss);
        double share = compilation.lossWeights().get(i);
        Tensor weighted = share == 1 ? loss : loss.times(share);
        total = total == null ? weighted : total.plus(weighted);
      }
      if (total == null) {
        throw new IllegalArgumentException("the network has no output to train");
      }
      for (Tensor penalty : trace.losses()) {
        total = total.plus(penalty);
      }
      updates.putAll(trackers.update(total, perOutput, targets, results, trace::mask, sampleWeight));
      return total;
    }
  }

  /// Computes outputs of layers from the entries, as when predicting.
  Program outputs(List<Entry> entries, List<LayerOutput> wanted, int size) {
    Batch batch = new Batch(entries, wanted, size, false);
    return Program.of(batch.inputs, batch.results);
  }

  /// Adds a batch to the running loss and metrics; returns the batch's loss.
  Program evaluation(Prepared data, int size, Compilation compilation, Trackers trackers) {
    Batch batch = new Batch(data.entries(), network.outputs(), size, false);
    batch.feedTargets(data, size);
    Map<Variable, Tensor> updates = new LinkedHashMap<>();
    Tensor loss = batch.loss(compilation, trackers, updates);
    return Program.of(batch.inputs, List.of(loss), updates);
  }

  /// One training step: forward, loss, backward, optimizer, metrics; returns the batch's loss.
  Program step(Prepared data, int size, Compilation compilation, Trackers trackers, OptimizerStep optimizer, List<Variable> trainable) {
    Batch batch = new Batch(data.entries(), network.outputs(), size, true);
    batch.feedTargets(data, size);
    Map<Variable, Tensor> updates = new LinkedHashMap<>();
    Tensor loss = batch.loss(compilation, trackers, updates);
    updates.putAll(batch.trace.updates());
    List<Tensor> gradients = Gradient.of(optimizer.scaled(loss), trainable.stream().map(batch.trace::read).toList());
    updates.putAll(optimizer.updates(gradients));
    return Program.of(batch.inputs, List.of(loss), updates);
  }
}
