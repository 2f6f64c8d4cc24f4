package org.sungu.nn.schedule;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Ceil;
import org.sungu.graph.Constant;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.Power;
import org.sungu.graph.Tensor;

/// `(initialLearningRate - endLearningRate) (1 - step / decaySteps)^power + endLearningRate`, and the end rate from `decaySteps` on; with
/// cycle, `decaySteps` is replaced by its next multiple instead.
/// Source: [keras.io](https://keras.io/api/optimizers/learning_rate_schedules/polynomial_decay/).
@RecordBuilder
public record PolynomialDecay(double initialLearningRate, double decaySteps, double endLearningRate, double power, boolean cycle,
    String name)
    implements Schedule, PolynomialDecayBuilder.With {
  public PolynomialDecay {
    Steps.check("PolynomialDecay", decaySteps);
  }

  public static PolynomialDecay of(double initialLearningRate, double decaySteps) {
    return new PolynomialDecay(initialLearningRate, decaySteps, 0.0001, 1, false, "PolynomialDecay");
  }

  @Override
  public Tensor at(Tensor step) {
    Tensor length = Constant.scalar(step.dtype(), decaySteps);
    Tensor passed = cycle
        ? step.dividedBy(Maximum.of(Ceil.of(step.dividedBy(length)), 1).times(length))
        : Minimum.of(step, length).dividedBy(length);
    return Power.of(passed.subtractedFrom(1), power).times(initialLearningRate - endLearningRate).plus(endLearningRate);
  }
}
