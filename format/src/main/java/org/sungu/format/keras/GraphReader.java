package org.sungu.format.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sungu.format.FormatException;
import org.sungu.nn.Call;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Layer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import tools.jackson.databind.JsonNode;

/// Reads the graph of a Keras Functional model: which layer is called on what.
final class GraphReader {
  /// A call of a layer that waits for the layers before it.
  private record Pending(String name, Layer layer, int use, JsonNode node) {}

  /// What a layer is called with here is overridden by what its model is called with, so Keras keeps the flag in files but never reads it.
  private static final String TRAINING = "training";

  private final String name;
  private final JsonNode config;
  private final Function<JsonNode, Layer> layers;
  private final Map<String, List<@Nullable List<LayerOutput>>> uses = new HashMap<>();

  /// @param layers reads one layer; asked in the order of the file
  GraphReader(String name, JsonNode config, Function<JsonNode, Layer> layers) {
    this.name = name;
    this.config = config;
    this.layers = layers;
  }

  /// @throws FormatException if there are cycles, or places that do not exist
  Network read() {
    List<Pending> pending = pending();
    while (!pending.isEmpty()) {
      int before = pending.size();
      pending.removeIf(this::apply);
      if (pending.size() == before) {
        throw new FormatException("model '" + name + "': layer '" + RecordReader.shortened(pending.getFirst().name())
            + "' reads from a layer that is not there, or from itself; expected a graph without cycles. Save the model again");
      }
    }
    List<LayerOutput> inputs = places("input_layers");
    Set<LayerOutput> seen = new HashSet<>();
    for (LayerOutput input : inputs) {
      if (!(input.application().layer() instanceof InputLayer) || !seen.add(input)) {
        throw new FormatException("model '" + name + "' lists " + RecordReader.shortened(config.path("input_layers").toString())
            + " as its inputs; expected InputLayers, each once. Save the model again");
      }
    }
    return Network.functional(name, inputs, places("output_layers"));
  }

  private List<Pending> pending() {
    List<Pending> pending = new ArrayList<>();
    for (JsonNode node : config.path("layers")) {
      String layerName = node.has("name") ? node.path("name").asString("") : node.path("config").path("name").asString("");
      List<@Nullable List<LayerOutput>> results = new ArrayList<>();
      if (uses.putIfAbsent(layerName, results) != null) {
        throw new FormatException("model '" + name + "' has two layers named '" + RecordReader.shortened(layerName)
            + "'; expected a name of its own for each. Save the model again");
      }
      if (NetworkReader.isInput(node)) {
        results.add(List.of(NetworkReader.input(node).on()));
        continue;
      }
      Layer layer = layers.apply(node);
      for (JsonNode use : node.path("inbound_nodes")) {
        pending.add(new Pending(layerName, layer, results.size(), use));
        results.add(null);
      }
    }
    return pending;
  }

  private boolean apply(Pending use) {
    List<LayerOutput> sources = new ArrayList<>();
    // Older files list the sources themselves, keyword arguments behind.
    JsonNode node = use.node();
    List<String> keywords = new ArrayList<>();
    Map<String, Boolean> flags = new HashMap<>();
    boolean ready = collect(node.isArray() ? node : node.path("args"), sources, use.name())
        && collectKeywords(node.isArray() ? olderKeywords(node) : node.path("kwargs"), sources, keywords, flags, use);
    if (ready) {
      if (sources.isEmpty()) {
        throw new FormatException("layer '" + RecordReader.shortened(use.name()) + "' is called without an input; expected at least one. Save the model again");
      }
      uses.getOrDefault(use.name(), List.of()).set(use.use(), use.layer().on(sources, new Call(keywords, flags)));
    }
    return ready;
  }

  /// Gathers the tensors that a call passes by name, and what else it is given.
  private boolean collectKeywords(JsonNode arguments, List<LayerOutput> found, List<String> keywords, Map<String, Boolean> flags, Pending use) {
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      String keyword = argument.getKey();
      JsonNode value = argument.getValue();
      if (value.isContainer()) {
        int before = found.size();
        if (!collect(value, found, use.name())) {
          return false;
        }
        keywords.addAll(Collections.nCopies(found.size() - before, keyword));
      } else if (value.isBoolean() && use.layer().callFlags().contains(keyword)) {
        flags.put(keyword, value.booleanValue());
      } else if (!value.isNull() && !(value.isBoolean() && !value.booleanValue()) && !keyword.equals(TRAINING)) {
        throw new FormatException("layer '" + RecordReader.shortened(use.name()) + "' is called with " + RecordReader.shortened(keyword) + " = "
            + RecordReader.shortened(value.toString()) + "; expected tensors only. Put the value into the layer's configuration");
      }
    }
    return true;
  }

  /// The keyword arguments in a list of places.
  private static JsonNode olderKeywords(JsonNode places) {
    JsonNode first = isPlace(places) ? places : places.path(0);
    return first.path(3);
  }

  /// Gathers the tensors among a call's arguments; false if one of them does not exist yet.
  private boolean collect(JsonNode arguments, List<LayerOutput> found, String layer) {
    boolean tensor = arguments.path("class_name").asString("").equals("__keras_tensor__");
    if (tensor || isPlace(arguments)) {
      LayerOutput output = find(tensor ? arguments.path("config").path("keras_history") : arguments);
      if (output != null) {
        found.add(output);
      }
      return output != null;
    }
    for (JsonNode argument : arguments) {
      if (argument.isContainer()) {
        if (!collect(argument, found, layer)) {
          return false;
        }
      } else if (!argument.isNull() && !argument.isBoolean()) {
        throw new FormatException("layer '" + RecordReader.shortened(layer) + "' is called with the argument "
            + RecordReader.shortened(argument.toString()) + "; expected tensors only. Put the value into the layer's configuration");
      }
    }
    return true;
  }

  /// Whether this is `[layer, use, output]`, in older files with keyword arguments behind.
  private static boolean isPlace(JsonNode node) {
    return node.isArray() && node.size() >= 3 && node.path(0).isString() && node.path(1).isIntegralNumber() && node.path(2).isIntegralNumber();
  }

  private @Nullable LayerOutput find(JsonNode place) {
    List<@Nullable List<LayerOutput>> results = uses.get(place.path(0).asString(""));
    int use = place.path(1).asInt(-1);
    List<LayerOutput> outputs = results != null && use >= 0 && use < results.size() ? results.get(use) : null;
    int index = place.path(2).asInt(-1);
    return outputs != null && index >= 0 && index < outputs.size() ? outputs.get(index) : null;
  }

  private List<LayerOutput> places(String key) {
    JsonNode node = config.path(key);
    List<LayerOutput> outputs = new ArrayList<>();
    // One place stands alone; several are in a list, or in an object by name.
    for (JsonNode place : isPlace(node) ? List.of(node) : node) {
      LayerOutput output = find(place);
      if (output == null) {
        throw new FormatException("model '" + name + "' names " + RecordReader.shortened(place.toString()) + " among its " + key
            + "; expected an output of one of its layers. Save the model again");
      }
      outputs.add(output);
    }
    if (outputs.isEmpty()) {
      throw new FormatException("model '" + name + "' has no " + key + "; expected at least one. Save the model again");
    }
    return outputs;
  }
}
