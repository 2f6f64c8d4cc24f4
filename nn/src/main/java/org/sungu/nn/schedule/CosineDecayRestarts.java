package org.sungu.nn.schedule;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.sungu.graph.Constant;
import org.sungu.graph.Cosine;
import org.sungu.graph.Floor;
import org.sungu.graph.Log;
import org.sungu.graph.Power;
import org.sungu.graph.Tensor;

/// Cosine decays one after the other, each `tMul` times as long and starting `mMul` times as high as the one before, down to
/// `alpha · initialLearningRate`.
/// Source: Loshchilov and Hutter, *SGDR: stochastic gradient descent with warm restarts* (2016);
/// [keras.io](https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay_restarts/).
@RecordBuilder
public record CosineDecayRestarts(double initialLearningRate, double firstDecaySteps, double tMul, double mMul, double alpha, String name)
    implements Schedule, CosineDecayRestartsBuilder.With {
  public CosineDecayRestarts {
    Steps.check("CosineDecayRestarts", firstDecaySteps);
  }

  public static CosineDecayRestarts of(double initialLearningRate, double firstDecaySteps) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, 2, 1, 0, "SGDRDecay");
  }

  @Override
  public Tensor at(Tensor step) {
    Tensor passed = step.dividedBy(firstDecaySteps);
    Tensor restarts = tMul == 1 ? Floor.of(passed) : restarts(passed);
    Tensor within = tMul == 1 ? passed.minus(restarts) : within(passed, restarts);
    Tensor height = Power.of(Constant.scalar(step.dtype(), mMul), restarts).times(0.5);
    Tensor falling = height.times(Cosine.of(within.times(Math.PI)).plus(1));
    return falling.times(1 - alpha).plus(alpha).times(initialLearningRate);
  }

  /// How many periods of growing length are over: they add up to a geometric series.
  private Tensor restarts(Tensor passed) {
    Tensor growth = passed.times(1 - tMul).subtractedFrom(1);
    return Floor.of(Log.of(growth).dividedBy(Log.of(Constant.scalar(passed.dtype(), tMul))));
  }

  private Tensor within(Tensor passed, Tensor restarts) {
    Tensor length = Power.of(Constant.scalar(passed.dtype(), tMul), restarts);
    Tensor start = length.subtractedFrom(1).dividedBy(1 - tMul);
    return passed.minus(start).dividedBy(length);
  }
}
