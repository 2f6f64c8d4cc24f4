package org.sungu.format.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.sungu.format.FormatException;
import org.sungu.format.keras.Catalog.Category;
import org.sungu.nn.Application;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Layer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.PartialShape;
import org.sungu.nn.TextLayer;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import tools.jackson.databind.JsonNode;

/// Reads the configuration of a Keras Sequential or Functional model.
final class NetworkReader {
  private final SequencedMap<String, byte[]> assets;

  private final Map<String, NDArray> weights;

  private NetworkReader(SequencedMap<String, byte[]> assets, Map<String, NDArray> weights) {
    this.assets = assets;
    this.weights = weights;
  }

  /// @param assets the archive's files of layers, by path
  /// @param weights the archive's arrays, by path
  /// @throws FormatException if the model is neither Sequential nor Functional, or holds what Sungu does not know
  static Network read(JsonNode model, SequencedMap<String, byte[]> assets, Map<String, NDArray> weights) {
    return new NetworkReader(assets, weights).network(model, "");
  }

  private Network network(JsonNode model, String path) {
    String className = model.path("class_name").asString("");
    JsonNode config = model.path("config");
    boolean sequential = className.equals("Sequential");
    if (!sequential && !isFunctional(className)) {
      throw new FormatException("the model is of class '" + RecordReader.shortened(className)
          + "'; expected Sequential or Functional. Build it with the functional API: code of own classes cannot be read from a file");
    }
    if (!config.path("layers").isArray()) {
      throw new FormatException("the model has no list of layers; expected one. Save the model again");
    }
    String name = config.path("name").asString(sequential ? "sequential" : "functional");
    Network network = sequential ? sequential(model, name, path) : new GraphReader(name, config, layerReader(path)).read();
    checkText(network, name);
    return config.path("trainable").asBoolean(true) ? network : network.withTrainable(false);
  }

  private static boolean isFunctional(String className) {
    return className.equals("Functional") || className.equals("Model");
  }

  private Network sequential(JsonNode model, String name, String path) {
    List<Layer> layers = new ArrayList<>();
    LayerOutput input = null;
    Function<JsonNode, Layer> reader = layerReader(path);
    for (JsonNode node : model.path("config").path("layers")) {
      if (isInput(node)) {
        if (input != null) {
          throw new FormatException("model '" + name + "' has an InputLayer behind its first layer; expected one at most. Save the model again");
        }
        input = input(node).on();
        continue;
      }
      if (input == null) {
        input = impliedInput(model, node, name).on();
      }
      layers.add(reader.apply(node));
    }
    if (input == null || layers.isEmpty()) {
      throw new FormatException("model '" + name + "' has no layers; expected at least one");
    }
    return Network.sequential(name, input, layers);
  }

  static boolean isInput(JsonNode node) {
    return node.path("class_name").asString("").equals("InputLayer");
  }

  private static InputLayer impliedInput(JsonNode model, JsonNode first, String name) {
    JsonNode shape = model.path("build_config").path("input_shape");
    JsonNode config = first.path("config");
    JsonNode older = config.has("batch_shape") ? config.path("batch_shape") : config.path("batch_input_shape");
    JsonNode known = older.isArray() ? older : shape;
    if (!known.isArray()) {
      throw new FormatException("model '" + name + "' does not say its input's shape; expected an InputLayer."
          + " Call the model on data once before saving it");
    }
    return new InputLayer(sampleShape(known, "model '" + name + "': input_shape"), "float32", null);
  }

  private static PartialShape sampleShape(JsonNode node, String where) {
    PartialShape shape = RecordReader.shape(node, where);
    if (shape.rank() == 0) {
      throw new FormatException(where + " is " + node + "; expected a list of sizes, the number of samples first. Save the model again");
    }
    return shape;
  }

  /// @throws FormatException if the input is of a kind that Sungu has not
  static InputLayer input(JsonNode node) {
    JsonNode config = node.path("config");
    String name = config.path("name").asString("input_layer");
    String where = "input '" + RecordReader.shortened(name) + "'";
    if (config.path("sparse").asBoolean(false) || config.path("ragged").asBoolean(false)) {
      throw new FormatException(where + " is sparse or ragged; expected a dense one. Build the model with dense inputs");
    }
    JsonNode shape = config.has("batch_shape") ? config.path("batch_shape") : config.path("batch_input_shape");
    PartialShape batchShape = sampleShape(shape, where + ": batch_shape");
    JsonNode dtype = config.path("dtype");
    String type = dtype.isObject() ? dtype.path("config").path("name").asString("") : dtype.asString("float32");
    boolean known = type.equals(InputLayer.TEXT) || Arrays.stream(DType.values()).anyMatch(each -> each.kerasName().equals(type));
    if (!known) {
      throw new FormatException(where + " has dtype '" + RecordReader.shortened(type) + "'; expected string or a number type such as float32");
    }
    return new InputLayer(batchShape, type, name);
  }

  /// Reads the layers of one model, one after the other: their order tells where the archive keeps their files.
  private Function<JsonNode, Layer> layerReader(String path) {
    GroupNames groups = new GroupNames(path);
    return node -> {
      String className = node.path("class_name").asString("");
      String name = node.path("config").path("name").asString(className);
      String where = "layer '" + RecordReader.shortened(name) + "'";
      if (name.isEmpty() || name.contains("/")) {
        throw new FormatException(where + " has a name that is empty or has a slash; expected one without. Rename the layer");
      }
      String group = groups.next(isFunctional(className) ? "Functional" : className);
      if (className.equals("Sequential") || isFunctional(className)) {
        return network(node, group);
      }
      Layer layer = (Layer) RecordReader.read(Category.LAYER, node, where);
      return Vocabularies.completed(layer, assets.get(group + Vocabularies.FILE), weights.get(group + Vocabularies.TERM_WEIGHTS), where);
    };
  }

  /// Text can go from an input to layers that accept text only, and those accept nothing else.
  private static void checkText(Network network, String name) {
    for (Application application : network.applications()) {
      boolean text = application.layer() instanceof TextLayer;
      for (LayerOutput source : application.inputs()) {
        if (text != (source.application().layer() instanceof InputLayer input && input.isText())) {
          throw new FormatException("model '" + name + "': layer '" + network.nameOf(application) + "' gets "
              + (text ? "numbers; expected text right from an input" : "text; expected numbers, or a layer such as StringLookup between") + ". Build the model so");
        }
      }
    }
  }
}
