package org.sungu.nn;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sungu.tensor.DType;

/// Gives the layers of a network another policy, as if the network had been built under it.
///
/// Three kinds of layers keep what they have: those that only prepare data, as raw columns do not fit into 16 bits; those that give the network's
/// outputs, which losses and people read, as [Keras advises](https://keras.io/api/mixed_precision/); and those whose weights are not float32, as
/// somebody chose that.
final class Precision {
  private final DTypePolicy policy;
  private final boolean keepsOutputs;

  /// @param keepsOutputs whether what gives the network's outputs stays in float32
  Precision(DTypePolicy policy, boolean keepsOutputs) {
    this.policy = policy;
    this.keepsOutputs = keepsOutputs;
  }

  /// The network's outputs, made by the changed layers.
  List<LayerOutput> outputs(Network network) {
    Set<String> preparing = preparing(network);
    Set<String> last = new HashSet<>();
    network.outputs().forEach(output -> last.add(network.nameOf(output.application())));
    Map<LayerOutput, LayerOutput> changed = new HashMap<>();
    Map<String, Layer> layers = new HashMap<>();
    for (Application application : network.applications()) {
      if (application.layer() instanceof InputLayer) {
        application.outputs().forEach(output -> changed.put(output, output));
        continue;
      }
      String name = network.nameOf(application);
      Layer layer = layers.computeIfAbsent(name, _ -> preparing.contains(name)
          ? application.layer() : changed(application.layer(), keepsOutputs && last.contains(name)));
      List<LayerOutput> results = layer.on(application.inputs().stream().map(changed::get).toList(), application.call());
      for (int i = 0; i < results.size(); i++) {
        changed.put(application.outputs().get(i), results.get(i));
      }
    }
    return network.outputs().stream().map(changed::get).toList();
  }

  /// The names of the layers that prepare data wherever they are used.
  private static Set<String> preparing(Network network) {
    Set<String> preparing = new HashSet<>();
    Set<String> learning = new HashSet<>();
    for (Application application : network.applications()) {
      boolean prepares = application.layer().isPreprocessing()
          && application.inputs().stream().allMatch(input -> preparing.contains(network.nameOf(input.application())));
      (prepares ? preparing : learning).add(network.nameOf(application));
    }
    preparing.removeAll(learning);
    return preparing;
  }

  private Layer changed(Layer layer, boolean givesOutputs) {
    if (layer instanceof Network network) {
      return network.withPolicy(policy, givesOutputs);
    }
    boolean hasChoice = layer instanceof Record && layer.dtype().variable() == DType.FLOAT32;
    return hasChoice ? changed((Record & Layer) layer, givesOutputs ? DTypePolicy.FLOAT32 : policy) : layer;
  }

  /// The same record with another policy, in layers within it, too.
  private <R extends Record & Layer> Layer changed(R layer, DTypePolicy own) {
    RecordComponent[] components = layer.getClass().getRecordComponents();
    Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        Object value = accessible(components[i].getAccessor()).invoke(layer);
        values[i] = value instanceof DTypePolicy ? own : value instanceof Layer inner ? changed(inner, own == DTypePolicy.FLOAT32) : value;
      }
      Constructor<?> constructor = accessible(layer.getClass().getDeclaredConstructor(types));
      return (Layer) constructor.newInstance(values);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("layer " + layer + " got policy " + own.kerasName() + ", but its record cannot be made anew from here; make "
          + layer.getClass().getName() + " public, or open its package to org.sungu.nn", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("layer " + layer + " cannot be made with policy " + own.kerasName(), e);
    }
  }

  /// Layers of users need not be public.
  private static <T extends AccessibleObject> T accessible(T member) {
    member.trySetAccessible();
    return member;
  }
}
