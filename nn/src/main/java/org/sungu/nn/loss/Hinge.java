package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Maximum;
import org.sungu.graph.Not;
import org.sungu.graph.Or;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;

/// `mean(max(1 - t p, 0))` over the last axis, for targets -1 and 1; a batch of nothing but zeros and ones is taken for -1 and 1.
/// Source: [keras.io](https://keras.io/api/losses/hinge_losses/#hinge-class).
@RecordBuilder
public record Hinge(Reduction reduction, String name) implements Loss, HingeBuilder.With {
  public static Hinge of() {
    return new Hinge(Reduction.SUM_OVER_BATCH_SIZE, "hinge");
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    return Mean.of(Maximum.of(margin(yTrue, yPred), 0), -1);
  }

  /// `1 - t p`, with targets that are all 0 or 1 mapped to -1 and 1.
  static Tensor margin(Tensor yTrue, Tensor yPred) {
    Tensor zero = Constant.scalar(yTrue.dtype(), 0);
    Tensor one = Constant.scalar(yTrue.dtype(), 1);
    Tensor other = Not.of(Or.of(Equal.of(yTrue, zero), Equal.of(yTrue, one))).cast(yTrue.dtype());
    Tensor binary = Equal.of(ReduceMax.of(other), zero);
    return Select.of(binary, yTrue.times(2).minus(1), yTrue).times(yPred).subtractedFrom(1);
  }
}
