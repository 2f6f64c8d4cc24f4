package org.sungu.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.Backend;
import org.sungu.backend.VariableStore;
import org.sungu.data.ArrayDataset;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.NetworkTypes;
import org.sungu.nn.Weights;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.metric.Metric;
import org.sungu.nn.optimizer.OptimizerStep;
import org.sungu.nn.optimizer.Parameter;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// A network with weights: trained by [#fit], judged by [#evaluate], asked by [#predict].
///
/// `predict` may be called from many threads at once; the other methods from one thread at a time, with no `predict` meanwhile.
/// The memory of the weights is freed by [#close], and also once the model is unreachable.
public final class Model implements AutoCloseable {
  private static final int PREDICTION_BATCH = 256;
  private static final String NOT_COMPILED = "the model is not compiled; call compile with an optimizer and a loss first";

  private final Network network;
  private final Backend backend;
  private final long seed;
  private final Weights weights = new Weights();
  private final VariableStore store;
  private final Preparation preparation;
  private final StepPrograms programs;
  private final Predictors predictors;
  private @Nullable Compilation compilation;
  private @Nullable OptimizerStep optimizer;
  private List<Variable> trainable = List.of();
  private @Nullable Trackers trackers;

  private Model(Network network, Backend backend, long seed, Map<String, NDArray> values) {
    this.network = network;
    this.backend = backend;
    this.seed = seed;
    this.store = backend.newStore();
    this.preparation = new Preparation(network);
    this.programs = new StepPrograms(network, weights);
    this.predictors = new Predictors(programs, backend, store);
    NetworkTypes.trace(network, weights, 2);
    initialize(values);
  }

  /// A model with new weights.
  ///
  /// @param seed fixes the weights, the order of the samples and everything random in training
  /// @throws org.sungu.graph.ShapeException if a layer does not fit the one before it
  public static Model of(Network network, Backend backend, long seed) {
    return of(network, backend, seed, Map.of());
  }

  /// A model some of whose weights are known: those are not made up first.
  ///
  /// @param values numbers by the weights' paths
  /// @throws IllegalArgumentException if there is no such weight, or its type differs
  public static Model of(Network network, Backend backend, long seed, Map<String, NDArray> values) {
    return new Model(network, backend, seed, values);
  }

  private void initialize(Map<String, NDArray> values) {
    values.keySet().forEach(this::find);
    for (Weights.Weight weight : weights.all()) {
      Variable variable = weight.variable();
      @Nullable NDArray value = values.get(weight.path());
      store.put(variable, value != null ? value : initial(weight));
    }
    store.put(weights.seed(), NDArray.of(Shape.SCALAR, seed));
    store.put(weights.counter(), NDArray.of(Shape.SCALAR, 0L));
  }

  private NDArray initial(Weights.Weight weight) {
    Variable variable = weight.variable();
    // Seeded by path: a weight starts the same whatever layers stand around it.
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 31 + variable.name().hashCode());
    return weight.initializer().create(variable.dtype(), variable.shape(), random);
  }

  public Network network() {
    return network;
  }

  /// The weights by path; [#weight] gives their numbers.
  public Weights weights() {
    return weights;
  }

  /// A copy of a weight's numbers.
  ///
  /// @throws IllegalArgumentException if there is no such weight
  public NDArray weight(String path) {
    return store.get(find(path));
  }

  /// Replaces a weight's numbers.
  ///
  /// @throws IllegalArgumentException if there is no such weight, or its type differs
  public void setWeight(String path, NDArray value) {
    store.put(find(path), value);
  }

  private Variable find(String path) {
    return weights.find(path).orElseThrow(() -> unknown(path)).variable();
  }

  /// Says what to train for and how. The optimizer starts afresh.
  ///
  /// @throws IllegalArgumentException if the numbers of losses or metrics are not that of the outputs
  public void compile(Compilation newCompilation) {
    compile(newCompilation, weights.all().stream().map(Weights.Weight::path).toList());
  }

  /// The same, with the weights in the order in which the optimizer's variables are to list them; files depend on it.
  ///
  /// @param order paths of weights; those that are not trainable are passed over
  public void compile(Compilation newCompilation, List<String> order) {
    int outputs = network.outputs().size();
    if (newCompilation.losses().size() != outputs || newCompilation.metrics().size() != outputs
        || newCompilation.lossWeights().size() != outputs || newCompilation.weightedMetrics().size() != outputs) {
      throw new IllegalArgumentException("got " + newCompilation.losses().size() + " losses with " + newCompilation.lossWeights().size()
          + " weights and metrics for " + newCompilation.metrics().size() + " outputs; expected " + outputs + " of each, one per output of the network");
    }
    List<Parameter> parameters = new ArrayList<>();
    for (String path : order) {
      Weights.Weight weight = weights.find(path).orElseThrow(() -> unknown(path));
      if (weight.variable().isTrainable()) {
        Constraint constraint = weight.constraint();
        Parameter parameter = Parameter.of(weight.variable());
        parameters.add(constraint == null ? parameter : parameter.withConstraint(constraint::project));
      }
    }
    optimizer = OptimizerStep.of(newCompilation.optimizer(), parameters);
    trainable = parameters.stream().map(Parameter::variable).toList();
    optimizer.variables().all().forEach(variable -> store.put(variable, optimizer().variables().initialValue(variable)));
    trackers = new Trackers(newCompilation, outputNames());
    compilation = newCompilation;
  }

  private IllegalArgumentException unknown(String path) {
    return new IllegalArgumentException(
        "no weight '" + path + "'; expected one of " + weights.all().stream().map(Weights.Weight::path).toList());
  }

  /// What the model was compiled for.
  ///
  /// @throws IllegalStateException before [#compile]
  public Compilation compilation() {
    if (compilation == null) {
      throw new IllegalStateException(NOT_COMPILED);
    }
    return compilation;
  }

  /// Whether [#compile] was called.
  public boolean isCompiled() {
    return compilation != null;
  }

  /// The optimizer's variables, in the order in which Keras saves them.
  ///
  /// @throws IllegalStateException before [#compile]
  public List<Variable> optimizerVariables() {
    return optimizer().variables().all();
  }

  /// A copy of the numbers of one of the [#optimizerVariables].
  public NDArray value(Variable variable) {
    return store.get(variable);
  }

  /// Replaces the numbers of one of the [#optimizerVariables].
  public void setValue(Variable variable, NDArray value) {
    store.put(variable, value);
  }

  OptimizerStep optimizer() {
    if (optimizer == null) {
      throw new IllegalStateException(NOT_COMPILED);
    }
    return optimizer;
  }

  /// The variables that the optimizer changes, in its order.
  List<Variable> trainable() {
    return trainable;
  }

  /// Trains.
  ///
  /// @throws IllegalArgumentException if the data do not fit the network
  public History fit(ArrayDataset data, Fit fit) {
    Prepared training = prepare(data, fit.classWeight());
    ArrayDataset validation = fit.validation();
    Prepared evaluation = validation == null ? null : prepare(validation, Map.of());
    try (TrainingLoop loop = new TrainingLoop(this, training, evaluation, fit)) {
      return loop.run();
    }
  }

  /// Loss and metrics on data, by Keras's names.
  public Map<String, Double> evaluate(ArrayDataset data) {
    return evaluate(data, compilation(), trackers());
  }

  /// The same with other metrics than those compiled for, one list per output.
  public Map<String, Double> evaluate(ArrayDataset data, List<List<Metric>> metrics) {
    Compilation own = compilation();
    Compilation asked = new Compilation(own.optimizer(), own.losses(), own.lossWeights(), metrics, own.weightedMetrics());
    return evaluate(data, asked, new Trackers(asked, outputNames()));
  }

  private Map<String, Double> evaluate(ArrayDataset data, Compilation asked, Trackers into) {
    Prepared prepared = prepare(data, Map.of());
    try (Evaluation evaluation = new Evaluation(this, prepared, asked, into)) {
      return evaluation.run();
    }
  }

  /// The outputs for every sample, in the order of the network's outputs.
  ///
  /// @param data the inputs by name
  public List<NDArray> predict(Map<String, ? extends HostArray> data) {
    List<NDArray> values = preparation.encode(data);
    return predictors.compute(entries(preparation.feeds().stream().map(Feed::target).toList(), values), values, network.outputs(), PREDICTION_BATCH);
  }

  /// The first output for every sample of a network with one input.
  public NDArray predict(HostArray data) {
    return predict(Map.of(inputName(), data)).getFirst();
  }

  private String inputName() {
    if (preparation.feeds().size() != 1) {
      throw new IllegalArgumentException("the network has " + preparation.feeds().size() + " inputs; name the arrays: "
          + preparation.feeds().stream().map(Feed::name).distinct().toList());
    }
    return preparation.feeds().getFirst().name();
  }

  /// The names of the inputs, in order.
  public List<String> inputNames() {
    return preparation.feeds().stream().map(Feed::name).distinct().toList();
  }

  /// The names of the layers that give the outputs, in order.
  public List<String> outputNames() {
    return network.outputs().stream().map(output -> network.nameOf(output.application())).toList();
  }

  /// The types of the outputs for a batch of the given size.
  public List<TensorType> outputTypes(int batch) {
    Map<LayerOutput, Tensor> traced = NetworkTypes.trace(network, weights, batch);
    List<TensorType> types = new ArrayList<>();
    for (LayerOutput output : network.outputs()) {
      types.add(Objects.requireNonNull(traced.get(output)).type());
    }
    return types;
  }

  /// A table of the layers, their output shapes and their numbers of parameters.
  public String summary() {
    return new Summary(this).toString();
  }

  /// Copies of all weights and states, to [#restore] later.
  public Snapshot snapshot() {
    Map<Variable, NDArray> values = new LinkedHashMap<>();
    weights.all().forEach(weight -> values.put(weight.variable(), store.get(weight.variable())));
    return new Snapshot(values);
  }

  /// Puts back the weights of a [#snapshot] of this model.
  public void restore(Snapshot snapshot) {
    snapshot.values().forEach(store::put);
  }

  /// Sets the weights to their moving averages where the optimizer keeps them, as Keras does at the end of training.
  void takeAverages() {
    List<Variable> averages = optimizer().variables().averages();
    for (int i = 0; i < averages.size(); i++) {
      store.put(trainable.get(i), store.get(averages.get(i)));
    }
  }

  private Prepared prepare(ArrayDataset data, Map<Integer, Double> classWeight) {
    if (data.targets().size() != network.outputs().size()) {
      throw new IllegalArgumentException("got " + data.targets().size() + " target arrays; expected " + network.outputs().size() + ", one per output of the network");
    }
    if (data.size() == 0) {
      throw new IllegalArgumentException("got a dataset without samples; expected at least one");
    }
    List<NDArray> values = preparation.encode(data.inputs());
    List<Entry> entries = entries(preparation.feeds().stream().map(Feed::target).toList(), values);
    if (preparation.hasWork()) {
      values = predictors.compute(entries, values, preparation.frontier(), PREDICTION_BATCH);
      entries = entries(preparation.frontier(), values);
    }
    NDArray sampleWeights = ClassWeights.apply(classWeight, data.targets().getFirst(), data.sampleWeights());
    return new Prepared(entries, values, data.targets(), sampleWeights == null ? null : asFloat(sampleWeights));
  }

  private static NDArray asFloat(NDArray array) {
    return array.dtype() == DType.FLOAT32 ? array : array.cast(DType.FLOAT32);
  }

  private static List<Entry> entries(List<LayerOutput> outputs, List<NDArray> values) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      entries.add(Entry.of(outputs.get(i), values.get(i)));
    }
    return entries;
  }

  Trackers trackers() {
    if (trackers == null) {
      throw new IllegalStateException(NOT_COMPILED);
    }
    return trackers;
  }

  Backend backend() {
    return backend;
  }

  VariableStore store() {
    return store;
  }

  StepPrograms programs() {
    return programs;
  }

  long seed() {
    return seed;
  }

  @Override
  public void close() {
    predictors.close();
    store.close();
  }
}
