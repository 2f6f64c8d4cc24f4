package org.sungu.nn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// The order in which Keras lists the layers of a network: those farthest from the outputs first, ties as a walk back from the
/// outputs meets them. Weights in files and the optimizer's variables are counted in this order, so it has to be the same.
final class LayerOrder {
  private final SequencedSet<Application> finished = new LinkedHashSet<>();
  private final Map<Object, Integer> met = new HashMap<>();

  private LayerOrder() {}

  /// Every application that the outputs depend on, and the inputs; each behind those it depends on.
  ///
  /// @throws IllegalArgumentException if an output depends on an input layer that is not among the inputs
  static List<Application> of(List<LayerOutput> inputs, List<LayerOutput> outputs) {
    List<Application> sources = inputs.stream().map(LayerOutput::application).toList();
    LayerOrder order = new LayerOrder();
    outputs.forEach(output -> order.walk(output.application(), sources));
    for (Application unused : sources) {
      if (order.finished.add(unused)) {
        order.met.put(layer(unused), -1);
      }
    }
    Map<Application, Integer> distances = order.distances();
    Comparator<Application> farthestFirst = Comparator.comparingInt((Application each) -> -distances.getOrDefault(each, 0));
    return order.finished.stream().sorted(farthestFirst.thenComparingInt(each -> order.met.getOrDefault(layer(each), 0))).toList();
  }

  /// Networks can be deep, so the walk keeps its own stack.
  private void walk(Application output, List<Application> sources) {
    List<Application> stack = new ArrayList<>(List.of(output));
    while (!stack.isEmpty()) {
      Application application = stack.getLast();
      if (finished.contains(application)) {
        stack.removeLast();
        continue;
      }
      met.putIfAbsent(layer(application), met.size());
      boolean isSource = sources.contains(application);
      if (!isSource && application.layer() instanceof InputLayer input) {
        throw new IllegalArgumentException("an output depends on input '" + input.name() + "', which is not among the network's inputs; list it");
      }
      int before = stack.size();
      for (LayerOutput input : isSource ? List.<LayerOutput>of() : application.inputs().reversed()) {
        if (!finished.contains(input.application())) {
          stack.add(input.application());
        }
      }
      if (stack.size() == before) {
        finished.add(application);
        stack.removeLast();
      }
    }
  }

  /// How many applications lie between each and the outputs, at most; for a layer that is applied several times, at most over all.
  private Map<Application, Integer> distances() {
    Map<Application, Integer> distances = new HashMap<>();
    Map<Object, Integer> ofLayers = new HashMap<>();
    for (Application application : finished.reversed()) {
      int distance = Math.max(distances.getOrDefault(application, 0), ofLayers.getOrDefault(layer(application), 0));
      distances.put(application, distance);
      ofLayers.put(layer(application), distance);
      application.inputs().forEach(input -> distances.merge(input.application(), distance + 1, Math::max));
    }
    return distances;
  }

  /// What makes two applications those of one layer: its given name.
  private static Object layer(Application application) {
    String name = application.layer().name();
    return name == null ? application : name;
  }
}
