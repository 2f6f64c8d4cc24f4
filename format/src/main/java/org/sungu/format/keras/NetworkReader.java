package org.sungu.format.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.format.FormatException;
import org.sungu.format.keras.Catalog.Category;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Layer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.PartialShape;
import tools.jackson.databind.JsonNode;

/// Reads the configuration of a Keras Sequential or Functional model.
final class NetworkReader {
  private NetworkReader() {}

  /// @throws FormatException if the model is neither Sequential nor Functional, or holds what Sungu does not know
  static Network read(JsonNode model) {
    String className = model.path("class_name").asString("");
    JsonNode config = model.path("config");
    return switch (className) {
      case "Sequential" -> sequential(model, config);
      case "Functional", "Model" -> functional(config);
      default -> throw new FormatException("the model is of class '" + className
          + "'; expected Sequential or Functional. Build it with the functional API: code of own classes cannot be read from a file");
    };
  }

  private static Network sequential(JsonNode model, JsonNode config) {
    String name = config.path("name").asString("sequential");
    List<Layer> layers = new ArrayList<>();
    LayerOutput input = null;
    for (JsonNode node : config.path("layers")) {
      if (isInput(node)) {
        input = input(node).on();
        continue;
      }
      if (input == null) {
        input = impliedInput(model, node, name).on();
      }
      layers.add(layer(node));
    }
    if (input == null) {
      throw new FormatException("model '" + name + "' has no layers; expected at least one");
    }
    return frozenIfSaid(Network.sequential(name, input, layers), config);
  }

  private static boolean isInput(JsonNode node) {
    return node.path("class_name").asString("").equals("InputLayer");
  }

  private static InputLayer impliedInput(JsonNode model, JsonNode first, String name) {
    JsonNode shape = model.path("build_config").path("input_shape");
    JsonNode older = first.path("config").path("batch_input_shape");
    JsonNode known = shape.isArray() ? shape : older;
    if (!known.isArray()) {
      throw new FormatException("model '" + name + "' does not say its input's shape; expected an InputLayer."
          + " Call the model on data once before saving it");
    }
    return new InputLayer(RecordReader.shape(known, name), "float32", null);
  }

  private static InputLayer input(JsonNode node) {
    JsonNode config = node.path("config");
    String name = config.path("name").asString("input_layer");
    JsonNode shape = config.has("batch_shape") ? config.path("batch_shape") : config.path("batch_input_shape");
    if (!shape.isArray() || shape.isEmpty()) {
      throw new FormatException("input '" + name + "' has shape " + shape + "; expected a list of sizes with null for the open ones");
    }
    PartialShape batchShape = RecordReader.shape(shape, "input '" + name + "'");
    JsonNode dtype = config.path("dtype");
    String type = dtype.isObject() ? dtype.path("config").path("name").asString("float32") : dtype.asString("float32");
    return new InputLayer(batchShape, type, name);
  }

  private static Layer layer(JsonNode node) {
    String className = node.path("class_name").asString("");
    String name = node.path("config").path("name").asString(className);
    return switch (className) {
      case "Sequential", "Functional", "Model" -> read(node);
      default -> (Layer) RecordReader.read(Category.LAYER, node, "layer '" + name + "'");
    };
  }

  private static Network functional(JsonNode config) {
    String name = config.path("name").asString("functional");
    Map<String, List<@Nullable List<LayerOutput>>> uses = new HashMap<>();
    record Pending(String name, Layer layer, int use, JsonNode node) {}

    List<Pending> pending = new ArrayList<>();
    for (JsonNode node : config.path("layers")) {
      String layerName = node.has("name") ? node.path("name").asString("") : node.path("config").path("name").asString("");
      List<@Nullable List<LayerOutput>> results = new ArrayList<>();
      uses.put(layerName, results);
      if (isInput(node)) {
        results.add(List.of(input(node).on()));
        continue;
      }
      Layer layer = layer(node);
      for (JsonNode use : node.path("inbound_nodes")) {
        pending.add(new Pending(layerName, layer, results.size(), use));
        results.add(null);
      }
    }
    while (!pending.isEmpty()) {
      int before = pending.size();
      pending.removeIf(use -> {
        List<LayerOutput> sources = new ArrayList<>();
        boolean ready = collect(use.node().path("args"), uses, sources, use.name()) && collect(use.node().path("kwargs"), uses, sources, use.name());
        if (ready) {
          uses.getOrDefault(use.name(), List.of()).set(use.use(), use.layer().on(sources));
        }
        return ready;
      });
      if (pending.size() == before) {
        throw new FormatException("model '" + name + "': layer '" + pending.getFirst().name()
            + "' reads from a layer that is not there, or from itself; expected a graph without cycles. Save the model again");
      }
    }
    List<LayerOutput> inputs = places(config.path("input_layers"), uses, name);
    List<LayerOutput> outputs = places(config.path("output_layers"), uses, name);
    return frozenIfSaid(Network.functional(name, inputs, outputs), config);
  }

  private static Network frozenIfSaid(Network network, JsonNode config) {
    return config.path("trainable").asBoolean(true) ? network : network.withTrainable(false);
  }

  /// Gathers the tensors among a call's arguments; false if one of them does not exist yet.
  private static boolean collect(
      JsonNode arguments, Map<String, List<@Nullable List<LayerOutput>>> uses, List<LayerOutput> found, String layer) {
    if (arguments.path("class_name").asString("").equals("__keras_tensor__")) {
      LayerOutput output = find(arguments.path("config").path("keras_history"), uses);
      if (output != null) {
        found.add(output);
      }
      return output != null;
    }
    for (JsonNode argument : arguments) {
      if (argument.isContainer()) {
        if (!collect(argument, uses, found, layer)) {
          return false;
        }
      } else if (!argument.isNull() && !argument.isBoolean()) {
        throw new FormatException("layer '" + layer + "' is called with the argument " + argument
            + "; expected tensors only. Put the value into the layer's configuration");
      }
    }
    return true;
  }

  private static @Nullable LayerOutput find(JsonNode place, Map<String, List<@Nullable List<LayerOutput>>> uses) {
    List<@Nullable List<LayerOutput>> results = uses.get(place.path(0).asString(""));
    int use = place.path(1).asInt(0);
    List<LayerOutput> outputs = results != null && use >= 0 && use < results.size() ? results.get(use) : null;
    int index = place.path(2).asInt(0);
    return outputs != null && index >= 0 && index < outputs.size() ? outputs.get(index) : null;
  }

  private static List<LayerOutput> places(JsonNode node, Map<String, List<@Nullable List<LayerOutput>>> uses, String model) {
    List<LayerOutput> outputs = new ArrayList<>();
    // One place stands alone; several are in a list, or in an object by name.
    boolean single = node.isArray() && node.path(0).isString();
    for (JsonNode place : single ? List.of(node) : node) {
      LayerOutput output = find(place, uses);
      if (output == null) {
        throw new FormatException("model '" + model + "' names " + place + " as input or output; expected a layer of the model. Save the model again");
      }
      outputs.add(output);
    }
    return outputs;
  }
}
