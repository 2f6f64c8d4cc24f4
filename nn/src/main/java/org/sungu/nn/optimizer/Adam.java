package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Maximum;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// Adaptive moments: with gradient g, `m ← m + (1 - beta1)(g - m)`, `v ← v + (1 - beta2)(g² - v)` and, in update t,
/// `w ← w - learningRate √(1 - beta2ᵗ)/(1 - beta1ᵗ) · m/(√v + epsilon)`. With amsgrad, the largest v so far takes its place.
///
/// Source: Kingma and Ba, *Adam: a method for stochastic optimization* (2014), in the order of computation of its section 2, in which
/// epsilon is not scaled; [keras.io](https://keras.io/api/optimizers/adam/).
@RecordBuilder
public record Adam(LearningRate learningRate, double beta1, double beta2, double epsilon, boolean amsgrad, OptimizerOptions options,
    String name)
    implements Optimizer, AdamBuilder.With {
  public static Adam of() {
    return of(0.001);
  }

  public static Adam of(double learningRate) {
    return new Adam(LearningRate.of(learningRate), 0.9, 0.999, 1e-7, false, OptimizerOptions.of(), "adam");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    List<Slot> slots = new ArrayList<>(List.of(new Slot("momentum", 0), new Slot("velocity", 0)));
    if (amsgrad) {
      slots.add(new Slot("velocity_hat", 0, 1));
    }
    return slots;
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    Tensor scale = Sqrt.of(context.power(beta2).subtractedFrom(1));
    Tensor rate = context.learningRate().times(scale).dividedBy(context.power(beta1).subtractedFrom(1));
    Tensor momentum = slots.get(0).plus(gradient.minus(slots.get(0)).times(1 - beta1));
    Tensor velocity = slots.get(1).plus(gradient.squared().minus(slots.get(1)).times(1 - beta2));
    Tensor largest = amsgrad ? Maximum.of(slots.get(2), velocity) : velocity;
    Tensor updated = parameter.minus(momentum.times(rate).dividedBy(Sqrt.of(largest).plus(epsilon)));
    return amsgrad ? Update.of(updated, momentum, velocity, largest) : Update.of(updated, momentum, velocity);
  }
}
