package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// Gradients g over their moving root mean square: `v ← rho v + (1 - rho) g²`, `w ← w - learningRate g / √(v + epsilon)`. Centered, the
/// square of the moving average of g is taken off v; with momentum, the step is added to `momentum` times the last one.
/// Source: Hinton's lecture 6e (2012); [keras.io](https://keras.io/api/optimizers/rmsprop/).
@RecordBuilder
public record RMSprop(LearningRate learningRate, double rho, double momentum, double epsilon, boolean centered, OptimizerOptions options,
    String name)
    implements Optimizer, RMSpropBuilder.With {
  public static RMSprop of() {
    return of(0.001);
  }

  public static RMSprop of(double learningRate) {
    return new RMSprop(LearningRate.of(learningRate), 0.9, 0, 1e-7, false, OptimizerOptions.of(), "rm_sprop");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    List<Slot> slots = new ArrayList<>(List.of(new Slot("velocity", 0)));
    if (momentum > 0) {
      slots.add(new Slot("momentum", 0, 1));
    }
    if (centered) {
      slots.add(new Slot("average_gradient", 0, 2));
    }
    return slots;
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    List<Tensor> updated = new ArrayList<>();
    Tensor velocity = slots.getFirst().times(rho).plus(gradient.squared().times(1 - rho));
    updated.add(velocity);
    Tensor average = centered ? slots.getLast().times(rho).plus(gradient.times(1 - rho)) : gradient;
    Tensor spread = centered ? velocity.minus(average.squared()) : velocity;
    Tensor move = context.learningRate().times(gradient).dividedBy(Sqrt.of(spread.plus(epsilon)));
    if (momentum > 0) {
      move = slots.get(1).times(momentum).plus(move);
      updated.add(move);
    }
    if (centered) {
      updated.add(average);
    }
    return new Update(parameter.minus(move), updated);
  }
}
