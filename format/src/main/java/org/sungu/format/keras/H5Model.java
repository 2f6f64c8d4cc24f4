package org.sungu.format.keras;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sungu.format.FormatException;
import org.sungu.format.h5.H5Dataset;
import org.sungu.format.h5.H5Group;
import org.sungu.format.h5.H5Node;
import org.sungu.format.h5.Hdf5;
import org.sungu.nn.Weights.Weight;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.StringArray;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A model, or its weights alone, as an HDF5 file, the way Keras 2 saved them and Keras 3 still does under the name `.h5`.
///
/// The attribute `model_config` is the configuration. The group `model_weights`, or for weights alone the file itself, lists the
/// layers in `layer_names`; each has a group that lists its weights in `weight_names`, the learned ones first.
/// Source: [keras.io](https://keras.io/api/models/model_saving_apis/weights_saving_and_loading/).
///
/// @param config a JSON object with `class_name` and `config`; missing where there are weights alone
/// @param layers the weights of each layer, in order
record H5Model(JsonNode config, Map<String, List<NDArray>> layers, Map<String, String> metadata) {
  private static final String CONFIG = "model_config";
  private static final String LAYERS = "layer_names";

  /// Whether an HDF5 file is one of these; else its groups are those within a `.keras` file.
  static boolean is(H5Group root) {
    return root.attributes().containsKey(CONFIG) || root.attributes().containsKey(LAYERS);
  }

  /// @throws FormatException if the file is damaged, or something else
  static H5Model read(Path path) {
    return of(Hdf5.read(path), path);
  }

  static H5Model of(H5Group root, Path path) {
    H5Group weights = root.find("model_weights").orElse(root) instanceof H5Group group ? group : root;
    if (!weights.attributes().containsKey(LAYERS)) {
      throw new FormatException(path + " is HDF5 without the attribute " + LAYERS + "; expected a model saved by Keras. Save it again");
    }
    Map<String, List<NDArray>> layers = new LinkedHashMap<>();
    for (String layer : texts(weights, LAYERS)) {
      List<NDArray> arrays = new ArrayList<>();
      if (weights.children().get(layer) instanceof H5Group group) {
        texts(group, "weight_names").forEach(name -> arrays.add(array(group, layer, name, path)));
      }
      layers.put(layer, arrays);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    root.text("keras_version").ifPresent(version -> metadata.put("keras_version", version));
    return new H5Model(config(root.text(CONFIG).orElse("{}"), path), layers, metadata);
  }

  private static List<String> texts(H5Node node, String attribute) {
    HostArray names = node.attributes().get(attribute);
    return names instanceof StringArray texts ? texts.toList() : List.of();
  }

  private static NDArray array(H5Group group, String layer, String name, Path path) {
    if (group.find(name).orElse(null) instanceof H5Dataset dataset && dataset.data() instanceof NDArray array) {
      return array;
    }
    throw new FormatException(path + ": layer '" + RecordReader.shortened(layer) + "' has no numbers under " + RecordReader.shortened(name)
        + "; expected its weights. Save the model again");
  }

  private static JsonNode config(String text, Path path) {
    try {
      JsonNode config = JsonMapper.builder().build().readTree(text);
      if (config instanceof ObjectNode model && config.path("config").isArray()) {
        // Before Keras 2.2.3, a Sequential model was its list of layers.
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
        wrapped.set("layers", config.path("config"));
        model.set("config", wrapped);
      }
      return config;
    } catch (JacksonException e) {
      throw new FormatException(path + ": " + CONFIG + " is no valid JSON (" + e.getOriginalMessage() + "); expected a JSON object. Save the model again", e);
    }
  }

  /// The weights by the places that they would have in a `.keras` file.
  ///
  /// @throws FormatException if a layer has fewer weights than expected, or more
  Map<String, NDArray> byPlace(WeightPlaces places) {
    Map<String, List<Map.Entry<String, Weight>>> expected = new LinkedHashMap<>();
    places.byPlace().entrySet().forEach(entry -> {
      String path = entry.getValue().path();
      expected.computeIfAbsent(path.substring(0, path.indexOf('/')), layer -> new ArrayList<>()).add(entry);
    });
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    expected.forEach((layer, weights) -> {
      List<NDArray> saved = layers.getOrDefault(layer, List.of());
      if (saved.size() != weights.size()) {
        throw new FormatException("layer '" + layer + "' has " + saved.size() + " weights in the file; expected " + weights.size() + ". Save the model again");
      }
      // A model within the model is one layer here, so that its learned weights all come first.
      weights.sort(Comparator.comparing(entry -> !entry.getValue().learned()));
      for (int i = 0; i < saved.size(); i++) {
        arrays.put(weights.get(i).getKey(), saved.get(i));
      }
    });
    return arrays;
  }
}
