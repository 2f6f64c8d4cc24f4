package org.sungu.format.keras;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sungu.format.keras.Catalog.Category;
import org.sungu.nn.Application;
import org.sungu.nn.Call;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Layer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.NetworkTypes;
import org.sungu.nn.NetworkTypes.OutputType;
import org.sungu.nn.layer.operation.Operation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a network as the configuration of a Keras Sequential or Functional model.
final class NetworkWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private NetworkWriter() {}

  /// @param name the model's name in the file
  static ObjectNode write(Network network, String name) {
    ObjectNode config = JSON.objectNode();
    config.put("name", name);
    config.put("trainable", network.trainable());
    boolean sequential = network.kind() == Network.Kind.SEQUENTIAL;
    Map<LayerOutput, OutputType> types = sequential ? Map.of() : NetworkTypes.of(network);
    ArrayNode layers = config.putArray("layers");
    for (Network.NamedLayer layer : network.layers()) {
      ObjectNode node = layer(layer.layer(), layer.name());
      if (!sequential) {
        node.put("name", layer.name());
        node.set("inbound_nodes", inboundNodes(network, layer, types));
      }
      layers.add(node);
    }
    if (!sequential) {
      config.set("input_layers", places(network, network.inputs()));
      config.set("output_layers", places(network, network.outputs()));
    }
    ObjectNode model = RecordWriter.object(sequential ? "keras" : "keras.src.models.functional", network.className(), config);
    if (!sequential) {
      model.put("registered_name", "Functional");
    }
    return model;
  }

  private static ObjectNode layer(Layer layer, String name) {
    return switch (layer) {
      case Network network -> write(network, name);
      case InputLayer input -> RecordWriter.object(Category.LAYER.module(), input.className(), input(input, name));
      case Record record -> {
        ObjectNode config = RecordWriter.config(record);
        config.put("name", name);
        if (layer instanceof Operation operation) {
          yield RecordWriter.object(operation.module(), layer.className(), config).put("registered_name", layer.className());
        }
        yield RecordWriter.object(Category.LAYER.module(), layer.className(), config);
      }
      default -> throw new IllegalArgumentException("layer '" + name + "' (" + layer.getClass().getName() + ") is no record; only records can be saved");
    };
  }

  private static ObjectNode input(InputLayer input, String name) {
    ObjectNode config = JSON.objectNode();
    config.set("batch_shape", RecordWriter.value(input.batchShape()));
    config.put("dtype", input.elementType());
    config.put("sparse", false);
    config.put("ragged", false);
    config.put("name", name);
    return config;
  }

  private static ArrayNode inboundNodes(Network network, Network.NamedLayer layer, Map<LayerOutput, OutputType> types) {
    ArrayNode nodes = JSON.arrayNode();
    if (layer.layer() instanceof InputLayer) {
      return nodes;
    }
    for (Application application : layer.applications()) {
      ArrayNode tensors = JSON.arrayNode();
      application.inputs().forEach(source -> tensors.add(tensor(network, source, types)));
      nodes.add(inboundNode(application, tensors));
    }
    return nodes;
  }

  private static ObjectNode tensor(Network network, LayerOutput source, Map<LayerOutput, OutputType> types) {
    ObjectNode config = JSON.objectNode();
    OutputType type = Objects.requireNonNull(types.get(source));
    config.set("shape", RecordWriter.value(type.shape()));
    config.put("dtype", type.elementType());
    config.set("keras_history", place(network, source));
    ObjectNode tensor = JSON.objectNode();
    tensor.put("class_name", "__keras_tensor__");
    tensor.set("config", config);
    return tensor;
  }

  private static ObjectNode inboundNode(Application application, ArrayNode tensors) {
    Call call = application.call();
    int positional = tensors.size() - call.keywords().size();
    ArrayNode arguments = JSON.arrayNode();
    Map<String, ArrayNode> named = new LinkedHashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      ArrayNode place = i < positional ? arguments : named.computeIfAbsent(call.keywords().get(i - positional), _ -> JSON.arrayNode());
      place.add(tensors.get(i));
    }
    ObjectNode keywords = JSON.objectNode();
    named.forEach((keyword, values) -> keywords.set(keyword, values.size() == 1 ? values.get(0) : values));
    call.flags().forEach(keywords::put);
    boolean oneByOne = positional < 2 || !application.layer().parameters().isEmpty();
    ObjectNode node = JSON.objectNode();
    node.set("args", oneByOne ? arguments : JSON.arrayNode().add(arguments));
    node.set("kwargs", keywords);
    return node;
  }

  // A single place stands alone, several are in a list.
  private static ArrayNode places(Network network, List<LayerOutput> outputs) {
    if (outputs.size() == 1) {
      return place(network, outputs.getFirst());
    }
    ArrayNode places = JSON.arrayNode();
    outputs.forEach(output -> places.add(place(network, output)));
    return places;
  }

  /// Layer, which of its applications, which of that one's outputs.
  private static ArrayNode place(Network network, LayerOutput output) {
    String name = network.nameOf(output.application());
    List<Application> uses = network.layers().stream().filter(layer -> layer.name().equals(name)).findFirst().orElseThrow().applications();
    return JSON.arrayNode().add(name).add(uses.indexOf(output.application())).add(output.index());
  }
}
