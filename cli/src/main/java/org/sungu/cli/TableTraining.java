package org.sungu.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.sungu.backend.Backend;
import org.sungu.data.ArrayDataset;
import org.sungu.data.tabular.TabularData;
import org.sungu.data.tabular.TargetColumn;
import org.sungu.data.tabular.Task;
import org.sungu.nn.loss.BinaryCrossentropy;
import org.sungu.nn.loss.Loss;
import org.sungu.nn.loss.MeanSquaredError;
import org.sungu.nn.loss.SparseCategoricalCrossentropy;
import org.sungu.nn.metric.AUC;
import org.sungu.nn.metric.BinaryAccuracy;
import org.sungu.nn.metric.MeanAbsoluteError;
import org.sungu.nn.metric.Metric;
import org.sungu.nn.metric.R2Score;
import org.sungu.nn.metric.RootMeanSquaredError;
import org.sungu.nn.metric.SparseCategoricalAccuracy;
import org.sungu.nn.optimizer.Optimizer;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.training.Callback;
import org.sungu.training.Compilation;
import org.sungu.training.EarlyStopping;
import org.sungu.training.Fit;
import org.sungu.training.History;
import org.sungu.training.Model;
import org.sungu.training.ProgressBar;
import org.sungu.training.TerminateOnNaN;
import org.sungu.training.tabular.TabularNetwork;

/// The main job: trains a network on a table, and beside it the baselines that show whether the network is worth it.
final class TableTraining {
  /// What came out.
  ///
  /// @param test loss and metrics on the test rows
  /// @param validation the same on the validation rows; empty without any
  /// @param constant the same on the test rows for always saying the majority class or the mean
  /// @param linear the same for a linear model trained the same way
  /// @param predictions the network's outputs for the test rows
  record Result(Model model, TabularData data, History history, long nanos, Map<String, Double> test,
      Map<String, Double> validation, Map<String, Double> constant, Map<String, Double> linear, NDArray predictions) {}

  private final Backend backend;
  private final TrainingOptions options;
  private final Screen screen;

  TableTraining(Backend backend, TrainingOptions options, Screen screen) {
    this.backend = backend;
    this.options = options;
    this.screen = screen;
  }

  /// Trains; the caller closes the model.
  ///
  /// @throws IllegalArgumentException if the loss is NaN or infinite before anything is learnt
  Result run(TabularData data) {
    long start = System.nanoTime();
    boolean tested = data.test().size() > 0;
    // The linear model is small: it trains on the other core meanwhile.
    CompletableFuture<Map<String, Double>> linear =
        tested ? CompletableFuture.supplyAsync(() -> linear(data)) : CompletableFuture.completedFuture(Map.of());
    Model model = newModel(new TabularNetwork(options.layers, options.activationFunction(), options.dropout), data);
    screen.out().println(model.summary());
    History history = fit(model, data, ProgressBar.of(screen.out(), screen.terminal()));
    rejectDivergence(history, model);
    screen.out().println(history.timing());
    if (!history.stopped().isEmpty()) {
      screen.out().println("stopped: " + history.stopped());
    }
    List<List<Metric>> metrics = List.of(metrics(data.schema().target().task()));
    Map<String, Double> test = tested ? model.evaluate(data.test(), metrics) : Map.of();
    Map<String, Double> validation = data.validation().size() == 0 ? Map.of() : model.evaluate(data.validation(), metrics);
    NDArray predictions = tested ? model.predict(data.test().inputs()).getFirst() : NDArray.zeros(DType.FLOAT32, Shape.of(0, 1));
    Map<String, Double> linearResult = join(linear);
    long nanos = System.nanoTime() - start;
    Map<String, Double> constant = tested ? ConstantBaseline.evaluate(data) : Map.of();
    return new Result(model, data, history, nanos, test, validation, constant, linearResult, predictions);
  }

  private void rejectDivergence(History history, Model model) {
    String watched = history.epochs().getFirst().containsKey("val_loss") ? "val_loss" : "loss";
    if (history.values(watched).stream().noneMatch(Double::isFinite)) {
      model.close();
      throw new IllegalArgumentException(watched + " is " + history.values(watched).getFirst()
          + " from epoch 1 on; expected a finite number. Nothing was written: lower --learning-rate (Keras's default for Adam is 0.001)");
    }
  }

  /// A line for the user if the loss became NaN or infinite on the way; empty otherwise.
  static String divergence(History history) {
    for (int epoch = 0; epoch < history.epochs().size(); epoch++) {
      double loss = history.values("loss").get(epoch);
      if (!Double.isFinite(loss)) {
        return "loss is " + loss + " since epoch " + (epoch + 1) + ", so the model is that of the best epoch before: lower --learning-rate";
      }
    }
    return "";
  }

  private static Map<String, Double> join(CompletableFuture<Map<String, Double>> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Map<String, Double> linear(TabularData data) {
    try (Model model = newModel(TabularNetwork.linear(), data)) {
      fit(model, data);
      return model.evaluate(data.test(), List.of(metrics(data.schema().target().task())));
    }
  }

  private Model newModel(TabularNetwork network, TabularData data) {
    Model model = Model.of(options.inPrecision(network.build(data.schema())), backend, options.seed);
    TargetColumn target = data.schema().target();
    Optimizer optimizer = options.newOptimizer();
    // Numbers of any size give gradients of one size.
    double share = target.task() == Task.REGRESSION ? 1 / target.variance() : 1;
    model.compile(new Compilation(optimizer, List.of(loss(target.task())), List.of(share), List.of(shown(target.task())), List.of(List.of())));
    return model;
  }

  private History fit(Model model, TabularData data, Callback... more) {
    ArrayDataset validation = data.validation().size() == 0 ? null : data.validation();
    List<Callback> callbacks = new ArrayList<>(List.of(more));
    callbacks.add(EarlyStopping.of(validation == null ? "loss" : "val_loss", options.patience, 0, true));
    callbacks.add(TerminateOnNaN.of());
    return model.fit(data.train(), Fit.epochs(options.tableEpochs()).withBatchSize(options.batchSize)
        .withShuffle(!options.noShuffle).withValidation(validation).withCallbacks(callbacks.toArray(Callback[]::new)));
  }

  private static Loss loss(Task task) {
    return switch (task) {
      case BINARY -> BinaryCrossentropy.of();
      case MULTICLASS -> SparseCategoricalCrossentropy.of();
      case REGRESSION -> MeanSquaredError.of();
    };
  }

  /// The metrics shown while training.
  private static List<Metric> shown(Task task) {
    return switch (task) {
      case BINARY -> List.of(BinaryAccuracy.of().withName("accuracy"), AUC.of());
      case MULTICLASS -> List.of(SparseCategoricalAccuracy.of().withName("accuracy"));
      case REGRESSION -> List.of(MeanAbsoluteError.of().withName("mae"), RootMeanSquaredError.of().withName("rmse"));
    };
  }

  /// The metrics by which models are compared.
  static List<Metric> metrics(Task task) {
    return switch (task) {
      case BINARY, MULTICLASS -> shown(task);
      case REGRESSION -> List.of(MeanAbsoluteError.of().withName("mae"), RootMeanSquaredError.of().withName("rmse"), R2Score.of().withName("r2"));
    };
  }

  /// The values worth showing of an evaluation: of a regression the loss is left out, which is scaled.
  static Map<String, Double> comparable(Map<String, Double> values, Task task) {
    Map<String, Double> shown = new LinkedHashMap<>(values);
    if (task == Task.REGRESSION) {
      shown.remove("loss");
    }
    return shown;
  }
}
