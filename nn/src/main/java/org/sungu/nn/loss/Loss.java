package org.sungu.nn.loss;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.And;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;

/// How far predictions are from targets, as a number to make small. Implementations are records whose components are the keys of
/// the Keras loss's configuration in camelCase; `name` and `reduction` are common to all.
public interface Loss {
  /// The name shown and saved, such as `mean_squared_error`.
  String name();

  /// How the values of a batch become one number.
  Reduction reduction();

  /// One value per sample (and per further axis but the last), before weighting and reduction.
  ///
  /// @param yTrue the targets, aligned with the predictions as [Alignment] does
  /// @param yPred the predictions, float32 or float64
  Tensor perSample(Tensor yTrue, Tensor yPred);

  /// Which of the values of [#perSample] count (bool, of their shape), or null where all do.
  default @Nullable Tensor mask(Tensor yTrue, Tensor yPred) {
    return null;
  }

  /// Checks that aligned targets and predictions fit this loss; here, that their shapes are the same.
  ///
  /// @throws ShapeException if they do not
  default void check(Tensor yTrue, Tensor yPred) {
    if (yPred.rank() == 0 || !yTrue.shape().equals(yPred.shape())) {
      throw new ShapeException(name() + ": got targets " + yTrue.type() + " and predictions " + yPred.type()
          + "; expected one shape of at least one axis, let the last layer have as many units as there are targets");
    }
  }

  /// The values before weighting and reduction for targets and predictions as they come: cast, squeezed or expanded as Keras does.
  default Tensor values(Tensor yTrue, Tensor yPred) {
    Alignment aligned = Alignment.of(yTrue, yPred);
    check(aligned.yTrue(), aligned.yPred());
    return perSample(aligned.yTrue(), aligned.yPred());
  }

  /// The loss of a batch: a scalar, unless the reduction is [Reduction#NONE].
  ///
  /// @param sampleWeight what each value counts, of a shape that broadcasts to the values'; null for 1
  default Tensor of(Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return of(yTrue, yPred, sampleWeight, null);
  }

  /// The loss of a batch whose predictions carry a mask, as those behind an Embedding with `mask_zero` do.
  ///
  /// @param predictionMask which values count (bool), null for all; where the count divides, the others weigh more instead
  default Tensor of(Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight, @Nullable Tensor predictionMask) {
    Alignment aligned = Alignment.of(yTrue, yPred);
    check(aligned.yTrue(), aligned.yPred());
    Tensor values = perSample(aligned.yTrue(), aligned.yPred());
    Tensor own = mask(aligned.yTrue(), aligned.yPred());
    Tensor both = own == null || predictionMask == null ? own : And.of(predictionMask, own);
    return reduction().of(values, sampleWeight, both == null ? predictionMask : both);
  }

  /// The Keras class name, such as `MeanSquaredError`.
  default String className() {
    return getClass().getSimpleName();
  }
}
