package org.sungu.format.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.sungu.nn.Layer;
import org.sungu.nn.Network;
import org.sungu.nn.Weights;
import org.sungu.nn.Weights.Weight;
import org.sungu.nn.layer.preprocessing.IndexLookup;
import org.sungu.nn.layer.preprocessing.OutputMode;
import org.sungu.tensor.NDArray;

/// Where a `.keras` file keeps each weight.
///
/// The file counts the layers of each class in the order of the configuration: `layers/dense_1/vars/0` is the first weight of the
/// second Dense layer, whatever its name. Within a layer the learned weights come first, then the states.
final class WeightPlaces {
  private final SequencedMap<String, Weight> byPlace = new LinkedHashMap<>();
  private final Map<String, String> groupNames = new LinkedHashMap<>();
  private final SequencedMap<String, NDArray> termWeights = new LinkedHashMap<>();

  private WeightPlaces() {}

  /// @param order the layers' names in the order of the configuration, per network: the key is the path of names, empty for the whole model
  static WeightPlaces of(Network network, Weights weights, Map<String, List<String>> order) {
    WeightPlaces places = new WeightPlaces();
    places.add(network, "", "", weights, order);
    return places;
  }

  /// The weights by their paths in the file.
  SequencedMap<String, Weight> byPlace() {
    return byPlace;
  }

  /// The users' names of the groups `…/vars`.
  Map<String, String> groupNames() {
    return groupNames;
  }

  /// The weights of lookups' terms by their paths in the file; they are configuration, but Keras keeps them here too.
  SequencedMap<String, NDArray> termWeights() {
    return termWeights;
  }

  private void add(Network network, String path, String filePath, Weights weights, Map<String, List<String>> order) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    network.layers().forEach(layer -> layers.put(layer.name(), layer.layer()));
    List<String> names = new ArrayList<>(order.getOrDefault(path, List.copyOf(layers.keySet())));
    GroupNames groups = new GroupNames(filePath);
    for (String name : names) {
      Layer layer = layers.get(name);
      if (layer == null) {
        continue;
      }
      String file = groups.next(layer.className());
      if (layer instanceof Network nested) {
        add(nested, path + name + "/", file, weights, order);
      } else if (layer instanceof IndexLookup<?> lookup && lookup.outputMode() == OutputMode.TF_IDF) {
        termWeights.put(file + Vocabularies.TERM_WEIGHTS, lookup.allIdfWeights());
      } else {
        addLayer(layer, path + name + "/", name, file, weights);
      }
    }
  }

  private void addLayer(Layer layer, String path, String name, String file, Weights weights) {
    Map<String, Integer> counts = new HashMap<>();
    for (boolean learned : new boolean[] {true, false}) {
      for (Weight weight : weights.all()) {
        if (weight.learned() == learned && weight.path().startsWith(path)) {
          String local = weight.path().substring(path.length());
          // A part of the layer, such as a cell, has a group of its own.
          String part = local.substring(0, Math.max(0, local.lastIndexOf('/')));
          String group = file + (part.isEmpty() ? "" : layer.attribute(part) + "/") + "vars";
          int index = counts.merge(group, 1, Integer::sum) - 1;
          byPlace.put(group + "/" + index, weight);
          groupNames.putIfAbsent(group, part.isEmpty() ? name : part.substring(part.lastIndexOf('/') + 1));
        }
      }
    }
  }
}
