package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Absolute;
import org.sungu.graph.And;
import org.sungu.graph.Constant;
import org.sungu.graph.Less;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// The mean of precision and recall in which recall counts `beta` times: `(1 + beta²) P R / (beta² P + R)`, for targets and predictions
/// `[samples, classes]`. Source: [keras.io](https://keras.io/api/metrics/classification_metrics/#fbetascore-class).
///
/// @param average how the classes' scores become one; null for a score each
/// @param threshold above which a prediction counts as positive; null to take the largest of each sample
@RecordBuilder
public record FBetaScore(@Nullable Average average, double beta, @Nullable Double threshold, String name, DType dtype)
    implements Metric, FBetaScoreBuilder.With {
  private static final double EPSILON = 1e-7;

  public FBetaScore {
    if (!(beta > 0) || (threshold != null && !(threshold > 0 && threshold <= 1))) {
      throw new IllegalArgumentException("FBetaScore got beta = " + beta + " and threshold = " + threshold
          + "; expected beta above 0, and a threshold above 0 and at most 1, or null");
    }
  }

  public static FBetaScore of() {
    return new FBetaScore(null, 1, null, "fbeta_score", DType.FLOAT32);
  }

  @Override
  public List<TensorType> state(TensorType yTrue, TensorType yPred) {
    if (yPred.shape().rank() != 2 || !yTrue.shape().equals(yPred.shape())) {
      throw new ShapeException(name + ": got targets " + yTrue + " and predictions " + yPred
          + "; expected both as [samples, classes], one-hot targets for classes");
    }
    TensorType counts = new TensorType(dtype, average == Average.MICRO ? Shape.SCALAR : Shape.of(yPred.shape().size(1)));
    return Collections.nCopies(4, counts);
  }

  @Override
  public List<Tensor> update(List<Tensor> state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Tensor target = yTrue.cast(dtype);
    Tensor found = positive(yPred.cast(dtype)).cast(dtype);
    Tensor weight = sampleWeight == null
        ? Constant.scalar(dtype, 1)
        : SampleWeights.along(sampleWeight.cast(dtype), yPred.shape());
    return List.of(
        state.get(0).plus(sum(found.times(target).times(weight))),
        state.get(1).plus(sum(found.times(target.subtractedFrom(1)).times(weight))),
        state.get(2).plus(sum(found.subtractedFrom(1).times(target).times(weight))),
        state.get(3).plus(sum(target.times(weight))));
  }

  private Tensor positive(Tensor yPred) {
    if (threshold != null) {
      return Less.of(Constant.scalar(dtype, threshold), yPred);
    }
    Tensor largest = LessOrEqual.of(ReduceMax.keeping(yPred, -1), yPred);
    return And.of(largest, Less.of(Constant.scalar(dtype, 1e-9), Absolute.of(yPred)));
  }

  private Tensor sum(Tensor x) {
    return average == Average.MICRO ? ReduceSum.of(x) : ReduceSum.of(x, 0);
  }

  @Override
  public Tensor result(List<Tensor> state) {
    Tensor hits = state.get(0);
    Tensor precision = hits.dividedBy(hits.plus(state.get(1)).plus(EPSILON));
    Tensor recall = hits.dividedBy(hits.plus(state.get(2)).plus(EPSILON));
    double square = beta * beta;
    Tensor score = precision.times(recall).dividedBy(precision.times(square).plus(recall).plus(EPSILON)).times(1 + square);
    return switch (average) {
      case null -> score;
      case MICRO -> score;
      case MACRO -> org.sungu.graph.composed.Mean.of(score);
      case WEIGHTED -> ReduceSum.of(score.times(state.get(3).dividedBy(ReduceSum.of(state.get(3)).plus(EPSILON))));
    };
  }
}
