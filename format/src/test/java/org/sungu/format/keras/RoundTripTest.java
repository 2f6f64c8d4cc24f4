package org.sungu.format.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.data.ArrayDataset;
import org.sungu.graph.Variable;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Layer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.Weights.Weight;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.constraint.Constraints;
import org.sungu.nn.constraint.MaxNorm;
import org.sungu.nn.initializer.Constant;
import org.sungu.nn.initializer.HeNormal;
import org.sungu.nn.initializer.Initializers;
import org.sungu.nn.layer.Layers;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.merging.Add;
import org.sungu.nn.layer.merging.Concatenate;
import org.sungu.nn.layer.normalization.BatchNormalization;
import org.sungu.nn.layer.operation.Cast;
import org.sungu.nn.layer.operation.IsNaN;
import org.sungu.nn.layer.operation.NanToNum;
import org.sungu.nn.layer.preprocessing.CategoryEncoding;
import org.sungu.nn.layer.preprocessing.Discretization;
import org.sungu.nn.layer.preprocessing.IntegerLookup;
import org.sungu.nn.layer.preprocessing.Normalization;
import org.sungu.nn.layer.preprocessing.OutputMode;
import org.sungu.nn.layer.preprocessing.Rescaling;
import org.sungu.nn.layer.preprocessing.StringLookup;
import org.sungu.nn.layer.regularization.Dropout;
import org.sungu.nn.layer.reshaping.Flatten;
import org.sungu.nn.loss.Loss;
import org.sungu.nn.loss.Losses;
import org.sungu.nn.loss.MeanSquaredError;
import org.sungu.nn.metric.AUC;
import org.sungu.nn.metric.MeanAbsoluteError;
import org.sungu.nn.metric.Metric;
import org.sungu.nn.metric.Metrics;
import org.sungu.nn.optimizer.Optimizer;
import org.sungu.nn.optimizer.Optimizers;
import org.sungu.nn.optimizer.SGD;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.regularizer.L1L2;
import org.sungu.nn.regularizer.Regularizers;
import org.sungu.nn.schedule.Schedule;
import org.sungu.nn.schedule.Schedules;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;
import org.sungu.training.Compilation;
import org.sungu.training.Fit;
import org.sungu.training.Model;

/// What Sungu writes, Sungu reads: the same configuration, weights, optimizer state and predictions.
final class RoundTripTest {
  private static final NDArray X = NDArray.of(Shape.of(5, 3), -1, 0.5, 2, 0.25, -0.75, 1, 3, -2, 0, 1, 1, -1, 0.1, 0.2, 0.3).cast(DType.FLOAT32);
  private static final NDArray Y = NDArray.of(Shape.of(5, 1), 0, 1, 1, 0, 1).cast(DType.FLOAT32);

  @TempDir
  private Path folder = Path.of("");

  private Model model(Network network) {
    return Model.of(network, new CpuBackend(), 7);
  }

  /// Writes, reads, and compares everything; gives what was read.
  private Model again(Model model) {
    Path first = folder.resolve("first.keras");
    Path second = folder.resolve("second.keras");
    KerasFile.write(model, first, Map.of());
    Model again = KerasFile.read(first, new CpuBackend(), 7).model();
    KerasFile.write(again, second, Map.of());
    assertEquals(KerasArchive.read(first).config(), KerasArchive.read(second).config());
    assertEquals(KerasArchive.read(first).weights(), KerasArchive.read(second).weights());
    return again;
  }

  private void assertPredictsTheSame(Network network, Map<String, HostArray> inputs) {
    try (Model model = model(network); Model again = again(model)) {
      assertEquals(model.inputNames(), again.inputNames());
      assertEquals(model.outputNames(), again.outputNames());
      assertEquals(model.predict(inputs), again.predict(inputs));
    }
  }

  private void assertPredictsTheSame(Layer... layers) {
    assertPredictsTheSame(Network.sequential(InputLayer.of("x", "float32", 3), layers), Map.of("x", X));
  }

  @Test
  void chainsOfLayers() {
    assertPredictsTheSame(
        Dense.of(4, Activation.RELU).withName("hidden"), BatchNormalization.of(), Dropout.of(0.5), Flatten.of(),
        Dense.of(4).withTrainable(false), Dense.of(2, Activation.SOFTMAX).withDtype(DTypePolicy.MIXED_BFLOAT16));
    assertPredictsTheSame(Dense.of(2).withDtype(DTypePolicy.BFLOAT16));
    assertPredictsTheSame(Dense.of(2).withDtype(DTypePolicy.FLOAT64));
  }

  @Test
  void weightsAreFoundWhateverTheLayersAreCalled() {
    assertPredictsTheSame(Dense.of(3).withName("dense_2"), Dense.of(3).withName("dense_1"), Dense.of(3).withName("dense"));
  }

  @Test
  void sharedLayersNestedNetworksSeveralInputsAndOutputs() {
    LayerOutput a = InputLayer.of("a", "float32", 3);
    LayerOutput b = InputLayer.of("b", "float32", 3);
    Dense same = Dense.of(4, Activation.TANH).withName("same");
    LayerOutput left = same.on(a);
    LayerOutput right = same.on(b);
    LayerOutput i = InputLayer.of("i", "float32", 4);
    LayerOutput hidden = Dense.of(4).on(i);
    Network inner = Network.functional("inner", List.of(i), List.of(Dense.of(2).on(hidden), Dense.of(3).on(hidden))).withTrainable(false);
    Network chain = Network.sequential("chain", InputLayer.of(4), List.of(Dense.of(4), BatchNormalization.of()));
    List<LayerOutput> two = inner.on(List.of(chain.on(Add.of().on(left, right))));
    Network network = Network.functional("outer", List.of(a, b), List.of(two.get(1), Concatenate.of().on(two.get(0), right)));
    assertPredictsTheSame(network, Map.of("a", X, "b", NDArray.zeros(DType.FLOAT32, Shape.of(5, 3))));
  }

  @Test
  void preprocessing() {
    LayerOutput text = InputLayer.of("text", "string", 1);
    LayerOutput count = InputLayer.of("count", "int64", 1);
    LayerOutput number = InputLayer.of("number", "float32", 1);
    LayerOutput filled = NanToNum.of(0.5).on(number);
    List<LayerOutput> parts = List.of(
        StringLookup.of(List.of("red", "grün", "two words")).withOutputMode(OutputMode.ONE_HOT).on(text),
        CategoryEncoding.of(5).on(StringLookup.of(List.of("red", "blue")).withMaskToken("").withNumOovIndices(2).on(text)),
        IntegerLookup.of(List.of(5L, 4_000_000_000L, -3L)).withOutputMode(OutputMode.MULTI_HOT).on(count),
        CategoryEncoding.of(3).withOutputMode(OutputMode.ONE_HOT).on(Discretization.of(Double.NEGATIVE_INFINITY, 0.1).on(number)),
        Normalization.of(new double[] {0.25}, new double[] {4}).on(filled),
        Normalization.of().on(filled),
        Rescaling.of(1 / 255.0, -1).on(filled),
        Cast.of(DType.FLOAT32).on(IsNaN.of().on(number)));
    Network network = Network.functional(List.of(text, count, number), List.of(Dense.of(2).on(Concatenate.of().on(parts.stream()
        .map(part -> Cast.of(DType.FLOAT32).on(part)).toList()).getFirst())));
    assertPredictsTheSame(network, Map.of(
        "text", StringArray.of(Shape.of(4, 1), List.of("red", "", "?", "two words")),
        "count", NDArray.of(Shape.of(4, 1), 5L, 4_000_000_000L, 0L, -3L),
        "number", NDArray.of(Shape.of(4, 1), 0.3, Double.NaN, -7, 0.1).cast(DType.FLOAT32)));
  }

  static Stream<Dense> layersWithParts() {
    Dense dense = Dense.of(3);
    return Stream.of(
        all(Initializers.ALL, dense::withKernelInitializer), all(Regularizers.ALL, dense::withKernelRegularizer),
        all(Constraints.ALL, dense::withBiasConstraint),
        Stream.of(Activation.values()).filter(activation -> activation != Activation.GLU).map(dense::withActivation),
        Stream.of(dense.withBiasInitializer(new Constant(0.1)).withKernelInitializer(new HeNormal(3L, null, null))
            .withActivityRegularizer(new L1L2(0.1, 0.2)).withKernelConstraint(new MaxNorm()).withUseBias(false))).flatMap(each -> each);
  }

  private static <T> Stream<Dense> all(Registry<T> registry, Function<T, Dense> with) {
    return registry.classNames().stream().map(name -> with.apply(registry.ofClass(name).orElseThrow()));
  }

  @ParameterizedTest
  @MethodSource("layersWithParts")
  void initializersRegularizersConstraintsActivations(Dense dense) {
    try (Model model = model(Network.sequential(InputLayer.of(3), dense)); Model again = again(model)) {
      Dense read = (Dense) again.network().layers().getLast().layer();
      assertEquals(dense.withName(read.name()), read);
    }
  }

  static Stream<Layer> layers() {
    return Layers.ALL.classNames().stream().map(name -> Layers.ALL.ofClass(name).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void everyLayersConfiguration(Layer layer) {
    Record record = (Record) layer;
    assertEquals(record, RecordReader.read(Catalog.Category.LAYER, RecordWriter.object(
        layer instanceof org.sungu.nn.layer.operation.Operation operation ? operation.module() : "keras.layers", layer.className(),
        RecordWriter.config(record)), "layer"));
  }

  private static Network regression() {
    return Network.sequential("net", InputLayer.of("x", "float32", 3), List.of(Dense.of(4, Activation.TANH), BatchNormalization.of(), Dense.of(1, Activation.SIGMOID)));
  }

  private static final ArrayDataset DATA = new ArrayDataset(Map.of("x", X), List.of(Y), null);

  static Stream<Optimizer> optimizers() {
    return Stream.concat(
        Optimizers.ALL.classNames().stream().map(Optimizers::of),
        Schedules.ALL.classNames().stream().map(name -> {
          Schedule schedule = Schedules.ALL.ofClass(name).orElseThrow();
          return SGD.of(0.1).withLearningRate(schedule).withMomentum(0.9);
        }));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void trainingGoesOnFromTheFile(Optimizer optimizer) {
    Fit fit = Fit.epochs(2).withBatchSize(2).withShuffle(false);
    try (Model model = model(regression())) {
      model.compile(Compilation.of(optimizer, MeanSquaredError.of(), MeanAbsoluteError.of(), AUC.of()));
      model.fit(DATA, fit);
      try (Model again = again(model)) {
        assertEquals(optimizer, again.compilation().optimizer());
        assertSameState(model, again);
        assertEquals(model.fit(DATA, fit).epochs(), again.fit(DATA, fit).epochs());
        assertSameState(model, again);
      }
    }
  }

  private static void assertSameState(Model model, Model again) {
    List<Variable> expected = model.optimizerVariables();
    List<Variable> actual = again.optimizerVariables();
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(model.value(expected.get(i)), again.value(actual.get(i)), expected.get(i).name());
    }
    for (Weight weight : model.weights().all()) {
      assertEquals(model.weight(weight.path()), again.weight(weight.path()), weight.path());
    }
  }

  @Test
  void lossesAndMetrics() {
    try (Model model = model(regression())) {
      for (String name : Losses.ALL.classNames()) {
        for (String metric : Metrics.ALL.classNames()) {
          assertSameCompilation(Losses.ALL.ofClass(name).orElseThrow(), Metrics.ALL.ofClass(metric).orElseThrow(), model);
        }
      }
    }
  }

  private static void assertSameCompilation(Loss loss, Metric metric, Model model) {
    Compilation compilation = new Compilation(SGD.of(0.1), List.of(loss), List.of(1.0), List.of(List.of(metric)), List.of(List.of(metric)));
    assertEquals(compilation, CompileConfig.read(CompileConfig.write(compilation), model, model.outputNames()));
  }

  @Test
  void severalOutputs() {
    LayerOutput x = InputLayer.of("x", "float32", 3);
    Network network = Network.functional(List.of(x), List.of(Dense.of(1).withName("p").on(x), Dense.of(2).withName("q").on(x)));
    Compilation compilation = new Compilation(SGD.of(0.1), List.of(MeanSquaredError.of(), Losses.of("huber")), List.of(1.0, 0.25),
        List.of(List.of(), List.of(MeanAbsoluteError.of())), List.of(List.of(), List.of()));
    try (Model model = model(network)) {
      model.compile(compilation);
      try (Model again = again(model)) {
        assertEquals(compilation, again.compilation());
      }
    }
  }
}
