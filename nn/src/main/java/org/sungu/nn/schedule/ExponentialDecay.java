package org.sungu.nn.schedule;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Constant;
import org.sungu.graph.Floor;
import org.sungu.graph.Power;
import org.sungu.graph.Tensor;

/// `initialLearningRate · decayRate^(step / decaySteps)`; with staircase, the exponent is rounded down.
/// Source: [keras.io](https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/).
@RecordBuilder
public record ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase, String name)
    implements Schedule, ExponentialDecayBuilder.With {
  public ExponentialDecay {
    Steps.check("ExponentialDecay", decaySteps);
  }

  public static ExponentialDecay of(double initialLearningRate, double decaySteps, double decayRate) {
    return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, false, "ExponentialDecay");
  }

  @Override
  public Tensor at(Tensor step) {
    Tensor passed = step.dividedBy(decaySteps);
    Tensor base = Constant.scalar(step.dtype(), decayRate);
    return Power.of(base, staircase ? Floor.of(passed) : passed).times(initialLearningRate);
  }
}
