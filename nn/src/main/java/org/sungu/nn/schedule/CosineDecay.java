package org.sungu.nn.schedule;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Cosine;
import org.sungu.graph.Less;
import org.sungu.graph.Minimum;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;

/// From the initial rate r down half a cosine to `alpha · r`: `r ((1 - alpha) (1 + cos(π step / decaySteps))/2 + alpha)`. With a warm-up
/// target, first in a straight line from the initial rate up to the target, and from there down.
/// Source: Loshchilov and Hutter, *SGDR: stochastic gradient descent with warm restarts* (2016);
/// [keras.io](https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/).
@RecordBuilder
public record CosineDecay(double initialLearningRate, double decaySteps, double alpha, String name, @Nullable Double warmupTarget,
    double warmupSteps)
    implements Schedule, CosineDecayBuilder.With {
  public CosineDecay {
    Steps.check("CosineDecay", decaySteps);
  }

  public static CosineDecay of(double initialLearningRate, double decaySteps) {
    return new CosineDecay(initialLearningRate, decaySteps, 0, "CosineDecay", null, 0);
  }

  @Override
  public Tensor at(Tensor step) {
    if (warmupTarget == null) {
      return decayed(Minimum.of(step, decaySteps), initialLearningRate);
    }
    Tensor decay = decayed(Minimum.of(step, decaySteps + warmupSteps).minus(warmupSteps), warmupTarget);
    if (warmupSteps == 0) {
      return decay;
    }
    Tensor warmup = step.dividedBy(warmupSteps).times(warmupTarget - initialLearningRate).plus(initialLearningRate);
    return Select.of(Less.of(step, Constant.scalar(step.dtype(), warmupSteps)), warmup, decay);
  }

  private Tensor decayed(Tensor step, double from) {
    Tensor falling = Cosine.of(step.dividedBy(decaySteps).times(Math.PI)).plus(1).times(0.5);
    return falling.times(1 - alpha).plus(alpha).times(from);
  }
}
