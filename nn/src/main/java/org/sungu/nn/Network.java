package org.sungu.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Reshape;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;

/// Layers joined from inputs to outputs. A network is a layer itself, so networks nest.
public final class Network implements Layer {
  /// Which of Keras's two model classes a network was made as; it shows in files only.
  public enum Kind {
    SEQUENTIAL,
    FUNCTIONAL
  }

  /// A layer under the name it has in the network, with every use of it.
  public record NamedLayer(String name, Layer layer, List<Application> applications) {}

  private final Kind kind;
  private final @Nullable String name;
  private final boolean trainable;
  private final List<LayerOutput> inputs;
  private final List<LayerOutput> outputs;
  private final List<Application> applications;
  private final Map<Application, String> names;

  private Network(Kind kind, @Nullable String name, boolean trainable, List<LayerOutput> inputs, List<LayerOutput> outputs) {
    this.kind = kind;
    this.name = name;
    this.trainable = trainable;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.applications = LayerOrder.of(inputs, outputs);
    this.names = nameAll();
  }

  /// A network from inputs to outputs.
  ///
  /// @throws IllegalArgumentException if an output depends on an input that is not listed, or two different layers have one name
  public static Network functional(List<LayerOutput> inputs, List<LayerOutput> outputs) {
    return functional(null, inputs, outputs);
  }

  /// A named network from inputs to outputs.
  public static Network functional(@Nullable String name, List<LayerOutput> inputs, List<LayerOutput> outputs) {
    return new Network(Kind.FUNCTIONAL, name, true, inputs, outputs);
  }

  /// Layers one behind the other, beginning with the given input.
  public static Network sequential(LayerOutput input, Layer... layers) {
    return sequential(null, input, List.of(layers));
  }

  /// A named chain of layers.
  public static Network sequential(@Nullable String name, LayerOutput input, List<Layer> layers) {
    Set<String> seen = new LinkedHashSet<>();
    LayerOutput last = input;
    for (Layer layer : layers) {
      if (layer.name() != null && !seen.add(layer.name())) {
        throw new IllegalArgumentException("two layers are named '" + layer.name() + "'; give each layer of a sequential network its own name");
      }
      last = layer.on(last);
    }
    return new Network(Kind.SEQUENTIAL, name, true, List.of(input), List.of(last));
  }

  /// The same network, to be trained or frozen when used as a layer.
  public Network withTrainable(boolean newTrainable) {
    return new Network(kind, name, newTrainable, inputs, outputs);
  }

  /// The same network as if it had been built under a policy: what learns computes in it, such as [DTypePolicy#MIXED_BFLOAT16]. What prepares data,
  /// the layers that give the outputs, and layers with weights of another type than float32 stay as they are.
  public Network withPolicy(DTypePolicy policy) {
    return withPolicy(policy, true);
  }

  /// @param keepsOutputs whether the layers that give the outputs stay in float32
  Network withPolicy(DTypePolicy policy, boolean keepsOutputs) {
    return new Network(kind, name, trainable, inputs, new Precision(policy, keepsOutputs).outputs(this));
  }

  private Map<Application, String> nameAll() {
    LayerNames automatic = new LayerNames();
    Map<String, Layer> given = new HashMap<>();
    for (Application application : applications) {
      Layer layer = application.layer();
      String own = layer.name();
      if (own != null) {
        Layer other = given.putIfAbsent(own, layer);
        if (other != null && (!other.equals(layer) || layer instanceof InputLayer)) {
          throw new IllegalArgumentException("two different layers are named '" + own + "'; give each its own name");
        }
        automatic.reserve(own);
      }
    }
    Map<Application, String> result = new LinkedHashMap<>();
    for (Application application : applications) {
      String own = application.layer().name();
      result.put(application, own != null ? own : automatic.next(application.layer().className()));
    }
    return result;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public @Nullable String name() {
    return name;
  }

  @Override
  public boolean trainable() {
    return trainable;
  }

  @Override
  public DTypePolicy dtype() {
    return DTypePolicy.FLOAT32;
  }

  @Override
  public String className() {
    return kind == Kind.SEQUENTIAL ? "Sequential" : "Functional";
  }

  public List<LayerOutput> inputs() {
    return inputs;
  }

  public List<LayerOutput> outputs() {
    return outputs;
  }

  @Override
  public int outputCount() {
    return outputs.size();
  }

  /// The name of the layer that is applied.
  ///
  /// @throws IllegalArgumentException if the application is not part of this network
  public String nameOf(Application application) {
    String found = names.get(application);
    if (found == null) {
      throw new IllegalArgumentException("the application of " + application.layer().className() + " is not part of the network");
    }
    return found;
  }

  /// Every use of a layer, each behind those it depends on, in the order in which Keras lists layers.
  public List<Application> applications() {
    return applications;
  }

  /// Every layer once, in the order of first use.
  public List<NamedLayer> layers() {
    Map<String, NamedLayer> byName = new LinkedHashMap<>();
    for (Application application : applications) {
      byName
          .computeIfAbsent(nameOf(application), key -> new NamedLayer(key, application.layer(), new ArrayList<>()))
          .applications()
          .add(application);
    }
    return List.copyOf(byName.values());
  }

  /// Builds the graph from the network's inputs to its outputs.
  @Override
  public List<Tensor> apply(Scope scope, List<Tensor> values) {
    if (values.size() != inputs.size()) {
      throw new ShapeException("network got " + values.size() + " inputs; expected " + inputs.size());
    }
    Map<LayerOutput, Tensor> known = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      known.put(inputs.get(i), values.get(i));
    }
    return evaluate(scope, known, outputs);
  }

  /// Builds the graph of some outputs of layers from known others; only what lies between is built.
  ///
  /// @param known values of outputs, or of a text layer's [Application#encodedInput]
  /// @throws ShapeException if something does not fit, naming the layer
  public List<Tensor> evaluate(Scope scope, Map<LayerOutput, Tensor> known, List<LayerOutput> wanted) {
    Map<LayerOutput, Tensor> values = new HashMap<>(known);
    Set<Application> needed = needed(values, wanted);
    for (Application application : applications) {
      if (needed.contains(application)) {
        List<Tensor> arguments = new ArrayList<>();
        Tensor encoded = known.get(application.encodedInput());
        if (encoded != null) {
          arguments.add(encoded);
        } else {
          for (LayerOutput input : application.inputs()) {
            Tensor argument = values.get(input);
            if (argument == null) {
              throw new IllegalArgumentException("no value for layer '" + nameOf(input.application()) + "', which is needed");
            }
            arguments.add(argument);
          }
        }
        List<Tensor> results = apply(scope, application, arguments);
        for (int i = 0; i < results.size(); i++) {
          values.putIfAbsent(application.outputs().get(i), results.get(i));
        }
      }
    }
    return wanted.stream().map(values::get).toList();
  }

  private List<Tensor> apply(Scope scope, Application application, List<Tensor> arguments) {
    Layer layer = application.layer();
    Scope local = scope.child(nameOf(application), layer.trainable(), application.call().without(Call.MASK));
    try {
      List<Tensor> inputs = withMask(local, application.call(), arguments);
      List<Tensor> results = layer.apply(local, inputs);
      Tensor mask = layer.passesMask() ? local.mask(inputs.getFirst()) : null;
      if (mask != null && local.mask(results.getFirst()) == null) {
        local.setMask(results.getFirst(), mask);
      }
      return results;
    } catch (ShapeException e) {
      throw layer instanceof Network ? e : e.inLayer("layer '" + local.path() + "' (" + layer.className() + ")");
    }
  }

  /// The inputs, of which the first has the mask that the layer is called with, if there is one.
  private static List<Tensor> withMask(Scope scope, Call call, List<Tensor> arguments) {
    Tensor mask = call.input(Call.MASK, List.of(), arguments);
    if (mask == null) {
      return arguments;
    }
    List<Tensor> inputs = new ArrayList<>(arguments);
    inputs.remove(arguments.size() - call.keywords().size() + call.keywords().indexOf(Call.MASK));
    // Another tensor of the same values: whoever else reads the input sees no mask.
    inputs.set(0, Reshape.of(inputs.getFirst(), inputs.getFirst().shape()));
    scope.setMask(inputs.getFirst(), mask);
    return inputs;
  }

  private Set<Application> needed(Map<LayerOutput, Tensor> known, List<LayerOutput> wanted) {
    Set<Application> needed = new LinkedHashSet<>();
    List<LayerOutput> open = new ArrayList<>(wanted);
    while (!open.isEmpty()) {
      LayerOutput output = open.removeLast();
      Application application = output.application();
      if (!known.containsKey(output) && needed.add(application) && !known.containsKey(application.encodedInput())) {
        open.addAll(application.inputs());
      }
    }
    return needed;
  }
}
