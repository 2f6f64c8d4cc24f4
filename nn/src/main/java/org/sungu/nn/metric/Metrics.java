package org.sungu.nn.metric;

import java.util.List;
import java.util.Locale;
import org.sungu.graph.TensorType;
import org.sungu.nn.loss.OutputKind;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.registry.Registry.Entry;

/// The metrics by name, as `keras.metrics.get` knows them. Those found by class name only have a bound without a default, which a file
/// always holds.
public final class Metrics {
  public static final Registry<Metric> ALL = new Registry<>("metric", List.of(
      Entry.of(Accuracy.of(), Accuracy::withName, "accuracy"),
      Entry.of(BinaryAccuracy.of(), BinaryAccuracy::withName, "binary_accuracy"),
      Entry.of(CategoricalAccuracy.of(), CategoricalAccuracy::withName, "categorical_accuracy"),
      Entry.of(SparseCategoricalAccuracy.of(), SparseCategoricalAccuracy::withName, "sparse_categorical_accuracy"),
      Entry.of(TopKCategoricalAccuracy.of(), TopKCategoricalAccuracy::withName, "top_k_categorical_accuracy"),
      Entry.of(SparseTopKCategoricalAccuracy.of(), SparseTopKCategoricalAccuracy::withName, "sparse_top_k_categorical_accuracy"),
      Entry.of(TruePositives.of(), TruePositives::withName, "true_positives"),
      Entry.of(TrueNegatives.of(), TrueNegatives::withName, "true_negatives"),
      Entry.of(FalsePositives.of(), FalsePositives::withName, "false_positives"),
      Entry.of(FalseNegatives.of(), FalseNegatives::withName, "false_negatives"),
      Entry.of(Precision.of(), Precision::withName, "precision"),
      Entry.of(Recall.of(), Recall::withName, "recall"),
      Entry.of(F1Score.of(), F1Score::withName, "f1_score"),
      Entry.of(FBetaScore.of(), FBetaScore::withName, "fbeta_score", "f_beta_score"),
      Entry.of(AUC.of(), AUC::withName, "auc"),
      Entry.of(SensitivityAtSpecificity.of(0.5), SensitivityAtSpecificity::withName),
      Entry.of(SpecificityAtSensitivity.of(0.5), SpecificityAtSensitivity::withName),
      Entry.of(PrecisionAtRecall.of(0.5), PrecisionAtRecall::withName),
      Entry.of(RecallAtPrecision.of(0.5), RecallAtPrecision::withName),
      Entry.of(MeanSquaredError.of(), MeanSquaredError::withName, "mean_squared_error", "mse", "MSE"),
      Entry.of(RootMeanSquaredError.of(), RootMeanSquaredError::withName, "root_mean_squared_error"),
      Entry.of(MeanAbsoluteError.of(), MeanAbsoluteError::withName, "mean_absolute_error", "mae", "MAE"),
      Entry.of(MeanAbsolutePercentageError.of(), MeanAbsolutePercentageError::withName, "mean_absolute_percentage_error", "mape", "MAPE"),
      Entry.of(MeanSquaredLogarithmicError.of(), MeanSquaredLogarithmicError::withName, "mean_squared_logarithmic_error", "msle", "MSLE"),
      Entry.of(LogCoshError.of(), LogCoshError::withName, "log_cosh_error"),
      Entry.of(R2Score.of(), R2Score::withName, "r2_score"),
      Entry.of(CosineSimilarity.of(), CosineSimilarity::withName, "cosine_similarity"),
      Entry.of(BinaryCrossentropy.of(), BinaryCrossentropy::withName, "binary_crossentropy", "bce", "BCE"),
      Entry.of(CategoricalCrossentropy.of(), CategoricalCrossentropy::withName, "categorical_crossentropy"),
      Entry.of(SparseCategoricalCrossentropy.of(), SparseCategoricalCrossentropy::withName, "sparse_categorical_crossentropy"),
      Entry.of(KLDivergence.of(), KLDivergence::withName, "kl_divergence"),
      Entry.of(Poisson.of(), Poisson::withName, "poisson"),
      Entry.of(Hinge.of(), Hinge::withName, "hinge"),
      Entry.of(SquaredHinge.of(), SquaredHinge::withName, "squared_hinge"),
      Entry.of(CategoricalHinge.of(), CategoricalHinge::withName, "categorical_hinge")));

  private Metrics() {}

  /// The metric with its defaults for a name such as `auc` or `mse`, by which it is then called; or for a class name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Metric of(String name) {
    return ALL.named(name);
  }

  /// The same, as `compile(metrics=…)` does it: `accuracy` or `acc` stands for the accuracy that fits the output.
  public static Metric of(String name, TensorType yTrue, TensorType yPred) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.equals("accuracy") && !lower.equals("acc")) {
      return of(name);
    }
    return switch (OutputKind.of(yTrue, yPred)) {
      case BINARY -> BinaryAccuracy.of().withName(name);
      case SPARSE_CATEGORICAL -> SparseCategoricalAccuracy.of().withName(name);
      case CATEGORICAL -> CategoricalAccuracy.of().withName(name);
    };
  }
}
