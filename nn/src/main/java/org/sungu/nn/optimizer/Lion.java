package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.Sign;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// Steps of one size in the direction of the momentum: `w ← w - learningRate sign(beta1 m + (1 - beta1) g)`, then
/// `m ← beta2 m + (1 - beta2) g`.
/// Source: Chen et al., *Symbolic discovery of optimization algorithms* (2023); [keras.io](https://keras.io/api/optimizers/lion/).
@RecordBuilder
public record Lion(LearningRate learningRate, double beta1, double beta2, OptimizerOptions options, String name)
    implements Optimizer, LionBuilder.With {
  public Lion {
    if (!(beta1 > 0 && beta1 <= 1)) {
      throw new IllegalArgumentException("Lion got beta1 = " + beta1 + "; expected more than 0 (which would be sign descent), at most 1");
    }
  }

  public static Lion of() {
    return of(0.001);
  }

  public static Lion of(double learningRate) {
    return new Lion(LearningRate.of(learningRate), 0.9, 0.99, OptimizerOptions.of(), "lion");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    return List.of(new Slot("momentum", 0));
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    Tensor momentum = slots.getFirst();
    Tensor direction = Sign.of(momentum.times(beta1).plus(gradient.times(context.complement(beta1))));
    Tensor updated = momentum.times(beta2).plus(gradient.times(context.complement(beta2)));
    return Update.of(parameter.minus(context.learningRate().times(direction)), updated);
  }
}
