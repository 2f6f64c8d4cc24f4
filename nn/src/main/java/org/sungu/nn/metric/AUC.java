package org.sungu.nn.metric;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.And;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Less;
import org.sungu.graph.Log;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.composed.DivideNoNaN;
import org.sungu.nn.loss.Alignment;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// The area under a curve that a falling threshold draws, approximated at `numThresholds` thresholds from 0 to 1: 1 is perfect, and
/// for the ROC curve 0.5 is guessing. Predictions are probabilities, `[n]` or `[n, columns]`; columns count as one unless `multiLabel`.
///
/// Source: [keras.io](https://keras.io/api/metrics/classification_metrics/#auc-class); for the interpolation of precision-recall
/// curves, Davis and Goadrich, *The relationship between precision-recall and ROC curves* (2006).
///
/// @param numThresholds at least 2; two more than `thresholds` where those are given
/// @param multiLabel whether each column has an area of its own, of which the result is the mean
/// @param numLabels the number of columns where `multiLabel`, or null to take it from the predictions
/// @param labelWeights what each column counts, or null
/// @param fromLogits whether predictions still need a sigmoid
/// @param thresholds thresholds between 0 and 1 instead of evenly spaced ones, or null
@RecordBuilder
public record AUC(int numThresholds, Curve curve, SummationMethod summationMethod, boolean multiLabel, @Nullable Integer numLabels,
    @Nullable List<Double> labelWeights, boolean fromLogits, @Nullable List<Double> thresholds, String name, DType dtype)
    implements Metric, AUCBuilder.With {
  private static final double EPSILON = 1e-7;

  /// What is drawn over what.
  public enum Curve {
    /// Recall over the rate of false positives.
    ROC,
    /// Precision over recall.
    PR,
    /// The same with both as gains over always saying yes (Flach and Kull, 2015).
    PRGAIN;

    public String kerasName() {
      return name();
    }
  }

  /// How the area between two thresholds is filled.
  public enum SummationMethod {
    /// By a trapezoid; on precision-recall curves by the exact curve between the two.
    INTERPOLATION,
    /// By the higher of both sides.
    MAJORING,
    /// By the lower of both sides.
    MINORING;

    public String kerasName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AUC {
    if (thresholds != null) {
      thresholds = thresholds.stream().sorted().toList();
      numThresholds = thresholds.size() + 2;
    }
    labelWeights = labelWeights == null ? null : List.copyOf(labelWeights);
    if (numThresholds < 2 || (numLabels != null && !multiLabel)) {
      throw new IllegalArgumentException("AUC got numThresholds = " + numThresholds + ", numLabels = " + numLabels + ", multiLabel = "
          + multiLabel + "; expected at least 2 thresholds, and numLabels only with multiLabel");
    }
  }

  public static AUC of() {
    return new AUC(200, Curve.ROC, SummationMethod.INTERPOLATION, false, null, null, false, null, "auc", DType.FLOAT32);
  }

  @Override
  public List<TensorType> state(TensorType yTrue, TensorType yPred) {
    Shape shape = yPred.shape();
    if (multiLabel && (shape.rank() != 2 || (numLabels != null && shape.size(1) != numLabels))) {
      throw new ShapeException(name + ": got predictions " + yPred + "; expected [samples, "
          + (numLabels == null ? "labels" : numLabels) + "] because of multiLabel");
    }
    return List.of(histogram(multiLabel ? shape.size(1) : 1).state(dtype));
  }

  @Override
  public List<Tensor> update(List<Tensor> state, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Alignment aligned = SameShape.of(name, yTrue, yPred);
    Tensor scores = fromLogits ? Sigmoid.of(aligned.yPred()) : aligned.yPred();
    return List.of(histogram(labels(state)).update(state.getFirst(), aligned.yTrue(), scores, sampleWeight, multiLabel ? null : labelWeights));
  }

  @Override
  public Tensor result(List<Tensor> state) {
    int labels = labels(state);
    Confusion counts = histogram(labels).counts(state.getFirst());
    boolean exact = curve == Curve.PR && summationMethod == SummationMethod.INTERPOLATION;
    Tensor area = ReduceSum.of(exact ? interpolated(counts) : pieces(counts), -1);
    if (labels == 1) {
      return area;
    }
    if (labelWeights == null) {
      return org.sungu.graph.composed.Mean.of(area);
    }
    Tensor weights = Constant.of(NDArray.of(Shape.of(labels), labelWeights.stream().mapToDouble(Double::doubleValue).toArray()).cast(dtype));
    return DivideNoNaN.of(ReduceSum.of(area.times(weights)), ReduceSum.of(weights));
  }

  private int labels(List<Tensor> state) {
    return multiLabel ? state.getFirst().shape().size(0) / (numThresholds + 1) : 1;
  }

  private ScoreHistogram histogram(int labels) {
    if (thresholds == null) {
      return new ScoreHistogram(numThresholds, null, true, labels);
    }
    List<Double> all = new ArrayList<>(thresholds);
    all.addFirst(-EPSILON);
    all.addLast(1 + EPSILON);
    return new ScoreHistogram(numThresholds, all, true, labels);
  }

  private Tensor pieces(Confusion counts) {
    Tensor x = switch (curve) {
      case ROC -> counts.falsePositiveRate();
      case PR -> counts.recall();
      case PRGAIN -> gain(counts, counts.falseNegatives(), 0);
    };
    Tensor y = switch (curve) {
      case ROC -> counts.recall();
      case PR -> counts.precision();
      case PRGAIN -> gain(counts, counts.falsePositives(), 1);
    };
    Tensor heights = switch (summationMethod) {
      case INTERPOLATION -> left(y).plus(right(y)).dividedBy(2);
      case MAJORING -> Maximum.of(left(y), right(y));
      case MINORING -> Minimum.of(left(y), right(y));
    };
    Tensor limited = curve == Curve.PRGAIN ? Maximum.of(x, 0) : x;
    return left(limited).minus(right(limited)).times(heights);
  }

  /// `1 - (positives/negatives) (mistakes / true positives)`, the given value where there are no true positives.
  private static Tensor gain(Confusion counts, Tensor mistakes, double without) {
    Tensor hits = counts.truePositives();
    Tensor ratio = DivideNoNaN.of(hits.plus(counts.falseNegatives()), counts.trueNegatives().plus(counts.falsePositives()));
    Tensor gain = ratio.times(DivideNoNaN.of(mistakes, hits)).subtractedFrom(1);
    return Select.of(Equal.of(hits, Constant.scalar(hits.dtype(), 0)), Constant.scalar(hits.dtype(), without), gain);
  }

  private Tensor interpolated(Confusion counts) {
    Tensor zero = Constant.scalar(dtype, 0);
    Tensor hits = counts.truePositives();
    Tensor found = hits.plus(counts.falsePositives());
    Tensor newHits = left(hits).minus(right(hits));
    Tensor slope = DivideNoNaN.of(newHits, Maximum.of(left(found).minus(right(found)), 0));
    Tensor intercept = right(hits).minus(slope.times(right(found)));
    Tensor both = And.of(Less.of(zero, left(found)), Less.of(zero, right(found)));
    Tensor ratio = Select.of(both, DivideNoNaN.of(left(found), right(found)), Constant.scalar(dtype, 1));
    Tensor positives = right(hits).plus(right(counts.falseNegatives()));
    return DivideNoNaN.of(slope.times(newHits.plus(intercept.times(Log.of(ratio)))), positives);
  }

  private Tensor left(Tensor x) {
    return Slice.of(x, x.rank() - 1, 0, numThresholds - 1);
  }

  private Tensor right(Tensor x) {
    return Slice.of(x, x.rank() - 1, 1, numThresholds);
  }
}
