package org.sungu.nn.loss;

import java.util.List;
import java.util.Locale;
import org.sungu.graph.TensorType;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.registry.Registry.Entry;

/// The losses by name, as `keras.losses.get` knows them.
public final class Losses {
  public static final Registry<Loss> ALL = new Registry<>("loss", List.of(
      Entry.of(MeanSquaredError.of(), MeanSquaredError::withName, "mean_squared_error", "mse", "MSE"),
      Entry.of(MeanAbsoluteError.of(), MeanAbsoluteError::withName, "mean_absolute_error", "mae", "MAE"),
      Entry.of(MeanAbsolutePercentageError.of(), MeanAbsolutePercentageError::withName, "mean_absolute_percentage_error", "mape", "MAPE"),
      Entry.of(MeanSquaredLogarithmicError.of(), MeanSquaredLogarithmicError::withName, "mean_squared_logarithmic_error", "msle", "MSLE"),
      Entry.of(Huber.of(), Huber::withName, "huber"),
      Entry.of(LogCosh.of(), LogCosh::withName, "log_cosh"),
      Entry.of(CosineSimilarity.of(), CosineSimilarity::withName, "cosine_similarity"),
      Entry.of(BinaryCrossentropy.of(), BinaryCrossentropy::withName, "binary_crossentropy", "bce", "BCE"),
      Entry.of(BinaryFocalCrossentropy.of(), BinaryFocalCrossentropy::withName, "binary_focal_crossentropy"),
      Entry.of(CategoricalCrossentropy.of(), CategoricalCrossentropy::withName, "categorical_crossentropy"),
      Entry.of(CategoricalFocalCrossentropy.of(), CategoricalFocalCrossentropy::withName, "categorical_focal_crossentropy"),
      Entry.of(SparseCategoricalCrossentropy.of(), SparseCategoricalCrossentropy::withName, "sparse_categorical_crossentropy"),
      Entry.of(KLDivergence.of(), KLDivergence::withName, "kl_divergence", "kld", "KLD"),
      Entry.of(Poisson.of(), Poisson::withName, "poisson"),
      Entry.of(Hinge.of(), Hinge::withName, "hinge"),
      Entry.of(SquaredHinge.of(), SquaredHinge::withName, "squared_hinge"),
      Entry.of(CategoricalHinge.of(), CategoricalHinge::withName, "categorical_hinge")));

  private Losses() {}

  /// The loss with its defaults for a name such as `mse` or `mean_squared_error`, by which it is then called; or for a class name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Loss of(String name) {
    return ALL.named(name);
  }

  /// The same, where `crossentropy` or `ce` stands for the cross-entropy that fits the output.
  public static Loss of(String name, TensorType yTrue, TensorType yPred) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.equals("crossentropy") && !lower.equals("ce")) {
      return of(name);
    }
    return switch (OutputKind.of(yTrue, yPred)) {
      case BINARY -> BinaryCrossentropy.of().withName(name);
      case SPARSE_CATEGORICAL -> SparseCategoricalCrossentropy.of().withName(name);
      case CATEGORICAL -> CategoricalCrossentropy.of().withName(name);
    };
  }
}
