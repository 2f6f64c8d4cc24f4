package org.sungu.format.keras;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.Backend;
import org.sungu.format.FormatException;
import org.sungu.format.h5.H5Group;
import org.sungu.format.h5.Hdf5;
import org.sungu.graph.Variable;
import org.sungu.nn.Network;
import org.sungu.nn.NetworkTypes;
import org.sungu.nn.Weights;
import org.sungu.nn.Weights.Weight;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.training.Model;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Models as `.keras` files, the way Keras 3.15.1 writes and reads them: network, weights, and for compiled models the optimizer
/// with its state, losses and metrics.
public final class KerasFile {
  private static final String OPTIMIZER = "optimizer/vars/";
  private static final WeightTree NO_WEIGHTS = new WeightTree(new LinkedHashMap<>(), Map.of());

  /// @param metadata what the file says about itself, such as `keras_version`
  public record Loaded(Model model, Map<String, String> metadata) {}

  private KerasFile() {}

  /// Writes a model, atomically.
  ///
  /// @param extra further entries for the file's metadata, which Keras does not look at
  /// @throws FormatException if the file cannot be written
  public static void write(Model model, Path path, Map<String, String> extra) {
    Network network = model.network();
    String name = network.name() != null ? network.name() : network.kind() == Network.Kind.SEQUENTIAL ? "sequential" : "functional";
    ObjectNode config = NetworkWriter.write(network, name);
    WeightPlaces places = WeightPlaces.of(network, model.weights(), Map.of());
    SequencedMap<String, NDArray> arrays = new LinkedHashMap<>();
    places.byPlace().forEach((place, weight) -> arrays.put(place, model.weight(weight.path())));
    arrays.putAll(places.termWeights());
    Map<String, String> names = new LinkedHashMap<>(places.groupNames());
    if (model.isCompiled()) {
      config.set("compile_config", CompileConfig.write(model.compilation()));
      List<Variable> variables = model.optimizerVariables();
      for (int i = 0; i < variables.size(); i++) {
        arrays.put(OPTIMIZER + i, model.value(variables.get(i)));
      }
      names.put("optimizer/vars", model.compilation().optimizer().name());
    }
    Map<String, String> metadata = new LinkedHashMap<>(KerasArchive.metadata(LocalDateTime.now(ZoneOffset.UTC)));
    metadata.putAll(extra);
    new KerasArchive(config, metadata, new WeightTree(arrays, names), new LinkedHashMap<>()).write(path);
  }

  /// Reads a model: a `.keras` file, or one in HDF5, of which the optimizer is passed over.
  ///
  /// @param seed for what is random when training goes on
  /// @throws FormatException if the file is damaged, or holds what Sungu does not know
  public static Loaded read(Path path, Backend backend, long seed) {
    return read(path, backend, seed, UnaryOperator.identity());
  }

  /// Reads a model and changes its network, such as to another precision.
  ///
  /// @param change gives a network with the same weights
  /// @throws FormatException if the file is damaged, or holds what Sungu does not know
  public static Loaded read(Path path, Backend backend, long seed, UnaryOperator<Network> change) {
    return read(path, backend, seed, true, change);
  }

  /// Reads a model to predict only: what it was compiled for is passed over, as it may be losses and metrics of the author's own.
  ///
  /// @throws FormatException if the file is damaged, or holds layers that Sungu does not know
  public static Loaded readToPredict(Path path, Backend backend) {
    return read(path, backend, 0, false, UnaryOperator.identity());
  }

  /// Puts the weights of a file into a model whose layers are those of the model that was saved.
  ///
  /// @param path a `.keras` file, a `.weights.h5` file of Keras 3, or an HDF5 file of Keras 2
  /// @throws FormatException if the file is damaged, or its weights are not those of the model's layers
  public static void readWeights(Model model, Path path) {
    H5Group root = Hdf5.isHdf5(path) ? Hdf5.read(path) : null;
    WeightPlaces places = WeightPlaces.of(model.network(), model.weights(), Map.of());
    try {
      Map<String, NDArray> arrays = root != null && H5Model.is(root) ? H5Model.of(root, path).byPlace(places)
          : FormerPlaces.renamed((root != null ? WeightTree.of(root) : KerasArchive.read(path).weights()).arrays());
      places.byPlace().forEach((place, weight) -> check(arrays.get(place), weight.variable(), place));
      values(places, arrays).forEach(model::setWeight);
    } catch (FormatException e) {
      throw new FormatException(path + ": " + e.getMessage(), e);
    }
  }

  private static NDArray as(DType dtype, NDArray value) {
    return value.dtype() == dtype ? value : value.cast(dtype);
  }

  /// The numbers of weights, by path.
  private static Map<String, NDArray> values(WeightPlaces places, Map<String, NDArray> arrays) {
    Map<String, NDArray> values = new LinkedHashMap<>();
    places.byPlace().forEach((place, weight) -> values.put(weight.path(), as(weight.variable().dtype(), get(arrays, place))));
    return values;
  }

  private static Loaded read(Path path, Backend backend, long seed, boolean compiled, UnaryOperator<Network> change) {
    H5Model inHdf5 = Hdf5.isHdf5(path) ? H5Model.read(path) : null;
    KerasArchive archive = inHdf5 != null ? new KerasArchive(inHdf5.config(), inHdf5.metadata(), NO_WEIGHTS, new LinkedHashMap<>()) : KerasArchive.read(path);
    try {
      Map<String, NDArray> arrays = FormerPlaces.renamed(archive.weights().arrays());
      Model model = model(archive, arrays, inHdf5 != null ? inHdf5::byPlace : _ -> arrays, backend, seed, compiled, change);
      return new Loaded(model, archive.metadata());
    } catch (FormatException e) {
      throw new FormatException(path + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      // What a layer, a loss or the network refuses; sizes that are too large to count.
      throw new FormatException(path + ": " + e.getMessage() + ". Save the model again", e);
    }
  }

  /// @param stored the archive's arrays by place
  /// @param weights where the weights are
  private static Model model(KerasArchive archive, Map<String, NDArray> stored, Function<WeightPlaces, Map<String, NDArray>> weights, Backend backend,
      long seed, boolean compiled, UnaryOperator<Network> change) {
    Network network = change.apply(NetworkReader.read(archive.config(), archive.assets(), stored));
    Map<String, List<String>> order = new LinkedHashMap<>();
    collectOrder(archive.config(), "", order);
    // Before memory is taken: a damaged file may ask for any amount of it.
    Weights expected = new Weights();
    NetworkTypes.trace(network, expected, 2);
    WeightPlaces places = WeightPlaces.of(network, expected, order);
    Map<String, NDArray> arrays = weights.apply(places);
    places.byPlace().forEach((place, weight) -> check(arrays.get(place), weight.variable(), place));
    Model model = Model.of(network, backend, seed, values(places, arrays));
    try {
      JsonNode compileConfig = archive.config().path("compile_config");
      if (compiled && (compileConfig.path("optimizer").isObject() || compileConfig.path("optimizer").isString())) {
        model.compile(CompileConfig.read(compileConfig, model, outputKeys(archive.config(), model)), places.byPlace().values().stream().map(Weight::path).toList());
        loadOptimizer(model, arrays);
      }
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /// What the file calls the outputs: the names that its author gave them, or else those of their layers.
  private static List<String> outputKeys(JsonNode config, Model model) {
    JsonNode outputs = config.path("config").path("output_layers");
    return outputs.isObject() ? List.copyOf(outputs.propertyNames()) : model.outputNames();
  }

  private static NDArray get(Map<String, NDArray> arrays, String place) {
    return Objects.requireNonNull(arrays.get(place), place);
  }

  private static void check(@Nullable NDArray value, Variable variable, String place) {
    if (value == null) {
      throw new FormatException("no weight at " + place + " for " + variable.name() + " " + variable.shape()
          + "; expected the weights of all layers. Save the model again");
    }
    if (!value.shape().equals(variable.shape())) {
      throw new FormatException("the weight at " + place + " has shape " + value.shape() + "; expected " + variable.shape() + " for " + variable.name()
          + ". Save the model again");
    }
  }

  private static void loadOptimizer(Model model, Map<String, NDArray> arrays) {
    List<Variable> variables = model.optimizerVariables();
    long stored = arrays.keySet().stream().filter(place -> place.startsWith(OPTIMIZER)).count();
    // Until the first step, Keras's optimizers have no variables but the iteration and the learning rate.
    if (stored == 0 || (stored == 2 && arrays.containsKey(OPTIMIZER + 0) && variables.size() > 3)) {
      return;
    }
    // Keras 2 kept the learning rate with the configuration only.
    boolean lacksRate = stored == variables.size() - 1 && variables.get(1).name().endsWith("learning_rate");
    for (int i = 0; i < variables.size(); i++) {
      if (lacksRate && i == 1) {
        continue;
      }
      NDArray value = arrays.get(OPTIMIZER + (lacksRate && i > 1 ? i - 1 : i));
      Variable variable = variables.get(i);
      if (value == null || !value.shape().equals(variable.shape())) {
        throw new FormatException("the optimizer's variable " + i + " is " + (value == null ? "missing" : value) + "; expected " + variable
            + ". Save the model again, or without its optimizer");
      }
      model.setValue(variable, as(variable.dtype(), value));
    }
  }

  /// The layers' names in the order of the configuration, for the model and each model within.
  private static void collectOrder(JsonNode model, String path, Map<String, List<String>> order) {
    List<String> names = new ArrayList<>();
    for (JsonNode layer : model.path("config").path("layers")) {
      String name = layer.path("config").path("name").asString("");
      names.add(name);
      if (layer.path("config").has("layers")) {
        collectOrder(layer, path + name + "/", order);
      }
    }
    order.put(path, names);
  }
}
