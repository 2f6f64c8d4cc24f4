package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// Steps that shrink where gradients g were large: `a ← a + g²`, `w ← w - learningRate g / √(a + epsilon)`.
/// Source: Duchi et al., *Adaptive subgradient methods* (2011); [keras.io](https://keras.io/api/optimizers/adagrad/).
@RecordBuilder
public record Adagrad(LearningRate learningRate, double initialAccumulatorValue, double epsilon, OptimizerOptions options, String name)
    implements Optimizer, AdagradBuilder.With {
  public static Adagrad of() {
    return of(0.001);
  }

  public static Adagrad of(double learningRate) {
    return new Adagrad(LearningRate.of(learningRate), 0.1, 1e-7, OptimizerOptions.of(), "adagrad");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    return List.of(new Slot("accumulator", initialAccumulatorValue));
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    Tensor accumulator = slots.getFirst().plus(gradient.squared());
    Tensor move = context.learningRate().times(gradient).dividedBy(Sqrt.of(accumulator.plus(epsilon)));
    return Update.of(parameter.minus(move), accumulator);
  }
}
