package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Absolute;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// The share of the targets' variance that the predictions explain, `1 - Σ(t - p)² / Σ(t - mean(t))²` for each column: 1 is perfect, 0 is no
/// better than the mean. Source: [keras.io](https://keras.io/api/metrics/regression_metrics/#r2score-class).
///
/// @param classAggregation how the columns' scores become one; null for a score each
/// @param numRegressors how many inputs the adjusted score corrects for; 0 for the plain score, which is also given where there are too
///     few samples for the other
@RecordBuilder
public record R2Score(@Nullable Aggregation classAggregation, int numRegressors, String name, DType dtype)
    implements Metric, R2ScoreBuilder.With {
  /// How the columns' scores become one.
  public enum Aggregation {
    UNIFORM_AVERAGE,
    /// Weighted by the variance of the columns' targets.
    VARIANCE_WEIGHTED_AVERAGE;

    /// The name in Keras files, such as `uniform_average`.
    public String kerasName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public R2Score {
    if (numRegressors < 0) {
      throw new IllegalArgumentException("R2Score got numRegressors = " + numRegressors + "; expected at least 0");
    }
  }

  public static R2Score of() {
    return new R2Score(Aggregation.UNIFORM_AVERAGE, 0, "r2_score", DType.FLOAT32);
  }

  @Override
  public List<TensorType> state(TensorType yTrue, TensorType yPred) {
    if (yPred.shape().rank() != 2) {
      throw new ShapeException(name + ": got predictions " + yPred + "; expected [samples, columns]");
    }
    TensorType column = new TensorType(dtype, Shape.of(yPred.shape().size(1)));
    return List.of(column.withShape(Shape.SCALAR), column, column, column, column);
  }

  @Override
  public List<Tensor> update(List<Tensor> state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Alignment aligned = SameShape.of(name, yTrue.cast(dtype), yPred.cast(dtype));
    Tensor target = aligned.yTrue();
    Tensor weight = sampleWeight == null
        ? Constant.scalar(dtype, 1)
        : SampleWeights.along(sampleWeight.cast(dtype), target.shape());
    Tensor weighted = target.times(weight);
    Tensor error = target.minus(aligned.yPred()).squared();
    return List.of(
        state.get(0).plus((double) target.shape().elementCount()),
        state.get(1).plus(ReduceSum.of(target.times(weighted), 0)),
        state.get(2).plus(ReduceSum.of(weighted, 0)),
        state.get(3).plus(ReduceSum.of(error.times(weight), 0)),
        state.get(4).plus(ReduceSum.of(Broadcast.of(weight, target.shape()), 0)));
  }

  @Override
  public Tensor result(List<Tensor> state) {
    Tensor total = state.get(1).minus(state.get(2).times(state.get(2).dividedBy(state.get(4))));
    Tensor raw = state.get(3).dividedBy(total).subtractedFrom(1);
    Tensor infinite = Equal.of(Absolute.of(raw), Constant.scalar(dtype, Double.POSITIVE_INFINITY));
    Tensor scores = Select.of(infinite, Constant.scalar(dtype, 0), raw);
    Tensor score = switch (classAggregation) {
      case null -> scores;
      case UNIFORM_AVERAGE -> org.sungu.graph.composed.Mean.of(scores);
      case VARIANCE_WEIGHTED_AVERAGE -> ReduceSum.of(total.times(scores)).dividedBy(ReduceSum.of(total));
    };
    return numRegressors == 0 ? score : adjusted(score, state.getFirst());
  }

  private Tensor adjusted(Tensor score, Tensor samples) {
    Tensor freedom = samples.minus(numRegressors).minus(1);
    Tensor few = LessOrEqual.of(freedom, Constant.scalar(dtype, 0));
    Tensor adjusted = score.subtractedFrom(1).times(samples.minus(1)).dividedBy(freedom).subtractedFrom(1);
    return Select.of(few, score, adjusted);
  }
}
