package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.Constant;
import org.sungu.graph.Power;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.composed.Clip;
import org.sungu.nn.schedule.LearningRate;

/// Follow the regularized leader, which with L1 regularization keeps weights at exactly 0. With learning rate r, p the negated power and
/// `a' = a + g²`: `z ← z + g + 2 shrinkage w - (a'^p - a^p)/r · w`, `w ← (clip(z, -l1, l1) - z) / (a'^p/r + 2 (l2 + beta/(2r)))`, `a ← a'`.
/// Source: McMahan et al., *Ad click prediction: a view from the trenches* (2013); [keras.io](https://keras.io/api/optimizers/ftrl/).
@RecordBuilder
public record Ftrl(LearningRate learningRate, double learningRatePower, double initialAccumulatorValue, double l1RegularizationStrength,
    double l2RegularizationStrength, double l2ShrinkageRegularizationStrength, double beta, OptimizerOptions options, String name)
    implements Optimizer, FtrlBuilder.With {
  public Ftrl {
    boolean strengths = l1RegularizationStrength >= 0 && l2RegularizationStrength >= 0 && l2ShrinkageRegularizationStrength >= 0;
    if (!strengths || !(initialAccumulatorValue >= 0) || !(learningRatePower <= 0)) {
      throw new IllegalArgumentException("Ftrl got learningRatePower = " + learningRatePower + ", initialAccumulatorValue = "
          + initialAccumulatorValue + " and regularization strengths " + l1RegularizationStrength + ", " + l2RegularizationStrength + ", "
          + l2ShrinkageRegularizationStrength + "; expected a power of at most 0, the others at least 0");
    }
  }

  public static Ftrl of() {
    return of(0.001);
  }

  public static Ftrl of(double learningRate) {
    return new Ftrl(LearningRate.of(learningRate), -0.5, 0.1, 0, 0, 0, 0, OptimizerOptions.of(), "ftrl");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    return List.of(new Slot("accumulator", initialAccumulatorValue), new Slot("linear", 0));
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    Tensor rate = context.learningRate();
    Tensor accumulator = slots.get(0).plus(gradient.squared());
    Tensor grown = Power.of(accumulator, -learningRatePower);
    Tensor change = grown.minus(Power.of(slots.get(0), -learningRatePower)).dividedBy(rate);
    Tensor shrunk = gradient.plus(parameter.times(2 * l2ShrinkageRegularizationStrength));
    Tensor linear = slots.get(1).plus(shrunk.minus(change.times(parameter)));
    Tensor l2 = Constant.scalar(rate.dtype(), beta).dividedBy(rate.times(2)).plus(l2RegularizationStrength);
    Tensor quadratic = grown.dividedBy(rate).plus(l2.times(2));
    Tensor clipped = Clip.of(linear, -l1RegularizationStrength, l1RegularizationStrength);
    return Update.of(clipped.minus(linear).dividedBy(quadratic), accumulator, linear);
  }
}
