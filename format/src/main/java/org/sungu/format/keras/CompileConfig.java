package org.sungu.format.keras;

import java.util.ArrayList;
import java.util.List;
import org.sungu.format.FormatException;
import org.sungu.format.keras.Catalog.Category;
import org.sungu.graph.TensorType;
import org.sungu.nn.loss.Loss;
import org.sungu.nn.loss.Losses;
import org.sungu.nn.loss.SparseCategoricalCrossentropy;
import org.sungu.nn.metric.Metric;
import org.sungu.nn.metric.Metrics;
import org.sungu.nn.optimizer.Optimizer;
import org.sungu.training.Compilation;
import org.sungu.training.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes what a model was compiled for: Keras's `compile_config`.
final class CompileConfig {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CompileConfig() {}

  static ObjectNode write(Compilation compilation) {
    ObjectNode node = JSON.objectNode();
    node.set("optimizer", RecordWriter.value(compilation.optimizer()));
    boolean single = compilation.losses().size() == 1;
    node.set("loss", RecordWriter.value(single ? compilation.losses().getFirst() : compilation.losses()));
    boolean alike = compilation.lossWeights().stream().allMatch(weight -> weight == 1);
    node.set("loss_weights", RecordWriter.value(alike ? null : compilation.lossWeights()));
    node.set("metrics", metrics(compilation.metrics()));
    node.set("weighted_metrics", metrics(compilation.weightedMetrics()));
    node.put("run_eagerly", false);
    node.put("steps_per_execution", 1);
    // Whether Keras may compile the model; with text inputs it must not.
    node.put("jit_compile", false);
    return node;
  }

  private static JsonNode metrics(List<List<Metric>> metrics) {
    if (metrics.stream().allMatch(List::isEmpty)) {
      return JSON.nullNode();
    }
    return RecordWriter.value(metrics.size() == 1 ? metrics.getFirst() : metrics);
  }

  /// @param outputs what the file calls the outputs where it names them
  static Compilation read(JsonNode node, Model model, List<String> outputs) {
    Optimizer optimizer = (Optimizer) RecordReader.read(Category.OPTIMIZER, node.path("optimizer"), "optimizer");
    List<Loss> losses = new ArrayList<>();
    for (JsonNode loss : perOutput(node.path("loss"), outputs, "loss", true)) {
      String name = RecordReader.shortName(loss);
      losses.add(name != null ? Losses.of(name) : (Loss) RecordReader.read(Category.LOSS, loss, "loss"));
    }
    List<Double> weights = new ArrayList<>();
    for (JsonNode weight : perOutput(node.path("loss_weights"), outputs, "loss_weights", true)) {
      boolean absent = weight.isNull() || weight.isMissingNode();
      if (!absent && !(weight.isNumber() && Double.isFinite(weight.doubleValue()))) {
        throw new FormatException("compile_config: loss_weights has " + RecordReader.shortened(weight.toString())
            + "; expected a finite number per output. Compile the model again");
      }
      weights.add(absent ? 1.0 : weight.doubleValue());
    }
    return new Compilation(optimizer, losses, weights, metrics(node.path("metrics"), model, outputs, losses),
        metrics(node.path("weighted_metrics"), model, outputs, losses));
  }

  private static List<List<Metric>> metrics(JsonNode node, Model model, List<String> outputs, List<Loss> losses) {
    List<TensorType> types = model.outputTypes(2);
    List<List<Metric>> all = new ArrayList<>();
    List<JsonNode> perOutput = perOutput(node, outputs, "metrics", false);
    for (int i = 0; i < outputs.size(); i++) {
      List<Metric> metrics = new ArrayList<>();
      for (JsonNode metric : perOutput.get(i).isArray() ? perOutput.get(i) : List.of(perOutput.get(i))) {
        String name = RecordReader.shortName(metric);
        if (name != null) {
          metrics.add(Metrics.of(name, target(losses.get(i), types.get(i)), types.get(i)));
        } else if (!metric.isNull() && !metric.isMissingNode()) {
          metrics.add((Metric) RecordReader.read(Category.METRIC, metric, "metric"));
        }
      }
      all.add(metrics);
    }
    return all;
  }

  /// The type of the targets that a loss compares an output with.
  private static TensorType target(Loss loss, TensorType output) {
    return loss instanceof SparseCategoricalCrossentropy ? output.withShape(output.shape().with(-1, 1)) : output;
  }

  /// Keras takes one value for all outputs, a list in their order, or an object by their names.
  ///
  /// @param listIsPerOutput whether a list always has an entry per output; a list of metrics may be for the only output
  private static List<JsonNode> perOutput(JsonNode node, List<String> outputs, String key, boolean listIsPerOutput) {
    List<JsonNode> result = new ArrayList<>();
    boolean byName = node.isObject() && !node.has("class_name");
    boolean byPosition = node.isArray() && (outputs.size() > 1 || listIsPerOutput || (node.size() == 1 && node.get(0).isArray()));
    if (byPosition && node.size() != outputs.size()) {
      throw new FormatException("compile_config: " + key + " has " + node.size() + " entries; expected " + outputs.size()
          + ", one per output of the model. Compile the model again");
    }
    for (int i = 0; i < outputs.size(); i++) {
      result.add(byName ? node.path(outputs.get(i)) : byPosition ? node.get(i) : node);
    }
    return result;
  }
}
