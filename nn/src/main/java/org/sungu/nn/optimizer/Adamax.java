package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.Absolute;
import org.sungu.graph.Maximum;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// [Adam] with the largest gradient instead of the mean square: `m ← m + (1 - beta1)(g - m)`, `u ← max(beta2 u, |g|)` and, in update t,
/// `w ← w - learningRate m / ((1 - beta1ᵗ)(u + epsilon))`.
/// Source: Kingma and Ba, *Adam* (2014), section 7; [keras.io](https://keras.io/api/optimizers/adamax/).
@RecordBuilder
public record Adamax(LearningRate learningRate, double beta1, double beta2, double epsilon, OptimizerOptions options, String name)
    implements Optimizer, AdamaxBuilder.With {
  public static Adamax of() {
    return of(0.001);
  }

  public static Adamax of(double learningRate) {
    return new Adamax(LearningRate.of(learningRate), 0.9, 0.999, 1e-7, OptimizerOptions.of(), "adamax");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    return List.of(new Slot("momentum", 0), new Slot("norm", 0));
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    Tensor momentum = slots.get(0).plus(gradient.minus(slots.get(0)).times(1 - beta1));
    Tensor norm = Maximum.of(slots.get(1).times(beta2), Absolute.of(gradient));
    Tensor divisor = context.power(beta1).subtractedFrom(1).times(norm.plus(epsilon));
    return Update.of(parameter.minus(context.learningRate().times(momentum).dividedBy(divisor)), momentum, norm);
  }
}
