package org.sungu.nn.schedule;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Constant;
import org.sungu.graph.Floor;
import org.sungu.graph.Tensor;

/// `initialLearningRate / (1 + decayRate · step / decaySteps)`; with staircase, the quotient is rounded down.
/// Source: [keras.io](https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/).
@RecordBuilder
public record InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate, boolean staircase, String name)
    implements Schedule, InverseTimeDecayBuilder.With {
  public InverseTimeDecay {
    Steps.check("InverseTimeDecay", decaySteps);
  }

  public static InverseTimeDecay of(double initialLearningRate, double decaySteps, double decayRate) {
    return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, false, "InverseTimeDecay");
  }

  @Override
  public Tensor at(Tensor step) {
    Tensor passed = step.dividedBy(decaySteps);
    Tensor divisor = (staircase ? Floor.of(passed) : passed).times(decayRate).plus(1);
    return Constant.scalar(step.dtype(), initialLearningRate).dividedBy(divisor);
  }
}
