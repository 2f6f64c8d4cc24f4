package org.sungu.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Network;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.optimizer.Optimizer;
import org.sungu.nn.optimizer.Optimizers;
import picocli.CommandLine.Option;

/// How a network for a table is built and trained, as given on the command line.
final class TrainingOptions {
  @Option(names = "--layers", split = ",", paramLabel = "UNITS", defaultValue = "64,32",
      description = "Units of the hidden layers (default: ${DEFAULT-VALUE}).")
  List<Integer> layers = List.of();

  @Option(names = "--activation", paramLabel = "NAME", defaultValue = "relu",
      description = "Activation of the hidden layers, by its Keras name (default: ${DEFAULT-VALUE}).")
  String activation = "";

  @Option(names = "--dropout", paramLabel = "RATE", defaultValue = "0",
      description = "Share of the hidden units that a step drops (default: ${DEFAULT-VALUE}).")
  double dropout;

  @Option(names = "--optimizer", paramLabel = "NAME", defaultValue = "adam",
      description = "Optimizer, by its Keras name (default: ${DEFAULT-VALUE}).")
  String optimizer = "";

  @Option(names = "--learning-rate", paramLabel = "RATE", description = "Learning rate (default: the optimizer's).")
  @Nullable Double learningRate;

  @Option(names = "--epochs", paramLabel = "N", description = "Epochs at most (default: 100; with --model 1).")
  @Nullable Integer epochs;

  @Option(names = "--batch-size", paramLabel = "N", defaultValue = "32", description = "Samples a step (default: ${DEFAULT-VALUE}).")
  int batchSize;

  @Option(names = "--patience", paramLabel = "N", defaultValue = "10",
      description = "Epochs without a better validation loss until training stops and the best weights come back (default: ${DEFAULT-VALUE}).")
  int patience;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "42",
      description = "Fixes the split, the first weights and everything random (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(names = "--no-shuffle", description = "Visit the samples in their order in every epoch.")
  boolean noShuffle;

  @Option(names = "--precision", paramLabel = "POLICY",
      description = "float32 or mixed_bfloat16: what the layers compute in; weights are float32 in both (default: float32; with --model that of its layers).")
  @Nullable Precision precision;

  /// The policies of Keras that make sense for training on this machine.
  enum Precision {
    FLOAT32(DTypePolicy.FLOAT32),
    MIXED_BFLOAT16(DTypePolicy.MIXED_BFLOAT16);

    private final DTypePolicy policy;

    Precision(DTypePolicy policy) {
      this.policy = policy;
    }
  }

  /// @throws IllegalArgumentException if a value is out of its range
  void check() {
    require(layers.stream().allMatch(units -> units > 0), "--layers", layers, "positive numbers such as 64,32");
    require(dropout >= 0 && dropout < 1, "--dropout", dropout, "at least 0 and below 1");
    require(epochs == null || epochs > 0, "--epochs", epochs, "at least 1");
    require(batchSize > 0, "--batch-size", batchSize, "at least 1");
    require(patience > 0, "--patience", patience, "at least 1");
    require(learningRate == null || (learningRate > 0 && Double.isFinite(learningRate)), "--learning-rate", learningRate, "a positive number such as 0.001");
    Objects.requireNonNull(activationFunction());
    Objects.requireNonNull(newOptimizer());
  }

  static void require(boolean holds, String option, @Nullable Object got, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(option + " is " + got + "; expected " + expected);
    }
  }

  /// Epochs at most for a table.
  int tableEpochs() {
    return epochs == null ? 100 : epochs;
  }

  /// Epochs when a model is trained further; without the option as many as Keras's `fit`.
  int furtherEpochs() {
    return epochs == null ? 1 : epochs;
  }

  /// The network in the precision that was asked for, if any was.
  Network inPrecision(Network network) {
    return precision == null ? network : network.withPolicy(precision.policy);
  }

  Activation activationFunction() {
    return Activation.ofKerasName(activation);
  }

  Optimizer newOptimizer() {
    return learningRate == null ? Optimizers.of(optimizer) : Optimizers.of(optimizer, learningRate);
  }
}
