package org.sungu.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.Backend;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.nn.loss.Reduction;
import org.sungu.nn.metric.Mean;
import org.sungu.nn.metric.Metric;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// The running values of losses and metrics. They are variables that every step updates, so that a step returns nothing; the results
/// are computed by a program of their own when somebody asks.
final class Trackers {
  /// @param output which output of the network it is about, or -1 for the whole loss
  private record Tracker(String name, @Nullable Metric metric, int output, boolean weighted, List<Variable> state) {
    /// A tracker without a metric is a loss: a mean over samples.
    Tensor result() {
      return metric == null ? LOSS.result(read(this)) : metric.result(read(this));
    }
  }

  private static final Mean LOSS = Mean.of();

  private final Compilation compilation;
  private final List<String> outputNames;
  private final List<Tracker> trackers = new ArrayList<>();
  private final List<Tracker> losses = new ArrayList<>();

  Trackers(Compilation compilation, List<String> outputNames) {
    this.compilation = compilation;
    this.outputNames = outputNames;
  }

  /// Builds the updates that a step makes, given the batch's total loss and the loss of each output.
  ///
  /// @param masks the mask of a prediction, or null
  Map<Variable, Tensor> update(
      Tensor total, List<Tensor> perOutput, List<Tensor> targets, List<Tensor> predictions, Function<Tensor, @Nullable Tensor> masks,
      @Nullable Tensor sampleWeight) {
    if (trackers.isEmpty() && losses.isEmpty()) {
      declare(targets, predictions);
    }
    Map<Variable, Tensor> updates = new LinkedHashMap<>();
    // A mean over samples: a batch counts by its size, as in Keras.
    int batch = predictions.getFirst().shape().size(0);
    for (Tracker loss : losses) {
      Tensor value = loss.output() < 0 ? total : perOutput.get(loss.output());
      List<Tensor> state = read(loss);
      updates.put(loss.state().get(0), state.get(0).plus(value.cast(DType.FLOAT32).times(batch)));
      updates.put(loss.state().get(1), state.get(1).plus(batch));
    }
    for (Tracker tracker : trackers) {
      Metric metric = Objects.requireNonNull(tracker.metric());
      Tensor prediction = predictions.get(tracker.output());
      Tensor mask = metric.heedsMask() ? masks.apply(prediction) : null;
      Tensor weight = Reduction.SUM.weight(tracker.weighted() ? sampleWeight : null, mask, metric.dtype());
      List<Tensor> updated = metric.update(read(tracker), targets.get(tracker.output()), prediction, weight);
      for (int i = 0; i < updated.size(); i++) {
        updates.put(tracker.state().get(i), updated.get(i));
      }
    }
    return updates;
  }

  private void declare(List<Tensor> targets, List<Tensor> predictions) {
    losses.add(tracker("loss", null, -1, false, LOSS.state()));
    boolean several = outputNames.size() > 1;
    for (int output = 0; output < outputNames.size(); output++) {
      if (several) {
        losses.add(tracker(outputNames.get(output) + "_loss", null, output, false, LOSS.state()));
      }
    }
    for (int output = 0; output < outputNames.size(); output++) {
      TensorType target = targets.get(output).type();
      TensorType prediction = predictions.get(output).type();
      String prefix = several ? outputNames.get(output) + "_" : "";
      for (Metric metric : compilation.metrics().get(output)) {
        trackers.add(tracker(prefix + metric.name(), metric, output, false, metric.state(target, prediction)));
      }
      for (Metric metric : compilation.weightedMetrics().get(output)) {
        String name = names().contains(prefix + metric.name()) ? "weighted_" + metric.name() : metric.name();
        trackers.add(tracker(prefix + name, metric, output, true, metric.state(target, prediction)));
      }
    }
  }

  private Tracker tracker(String name, @Nullable Metric metric, int output, boolean weighted, List<TensorType> types) {
    String unique = name;
    for (int i = 1; names().contains(unique); i++) {
      unique = name + "_" + i;
    }
    List<Variable> state = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      state.add(Variable.state("metrics/" + unique + "/" + i, types.get(i).dtype(), types.get(i).shape()));
    }
    return new Tracker(unique, metric, output, weighted, state);
  }

  private static List<Tensor> read(Tracker tracker) {
    return tracker.state().stream().map(ReadVariable::of).toList();
  }

  private List<Tracker> all() {
    List<Tracker> all = new ArrayList<>(losses);
    all.addAll(trackers);
    return all;
  }

  /// The names of all values, the loss first.
  List<String> names() {
    return all().stream().map(Tracker::name).toList();
  }

  /// Gives running values that are new their beginning, so that programs can be compiled.
  void ensure(VariableStore store) {
    for (Tracker tracker : all()) {
      for (Variable variable : tracker.state()) {
        if (!store.contains(variable)) {
          store.put(variable, NDArray.zeros(variable.dtype(), variable.shape()));
        }
      }
    }
  }

  /// Sets every running value to its beginning.
  void reset(VariableStore store) {
    for (Tracker tracker : all()) {
      for (Variable variable : tracker.state()) {
        store.put(variable, NDArray.zeros(variable.dtype(), variable.shape()));
      }
    }
  }

  /// The program that computes all results.
  Executable results(Backend backend, VariableStore store) {
    List<Tensor> results = all().stream().map(Tracker::result).toList();
    return backend.compile(Program.of(List.of(), results), store);
  }

  /// Results by name; a metric with several values gives `name_0`, `name_1`, ….
  Map<String, Double> read(Executable results) {
    Map<String, Double> logs = new LinkedHashMap<>();
    List<NDArray> values = results.run(List.of());
    for (int i = 0; i < values.size(); i++) {
      String name = names().get(i);
      double[] elements = values.get(i).toDoubles();
      if (values.get(i).shape().rank() == 0) {
        logs.put(name, elements[0]);
      } else {
        for (int k = 0; k < elements.length; k++) {
          logs.put(name + "_" + k, elements[k]);
        }
      }
    }
    return logs;
  }
}
