package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// Steps in the unit of the weights: `a ← rho a + (1 - rho) g²`, `d = -g √(b + epsilon) / √(a + epsilon)`,
/// `b ← rho b + (1 - rho) d²`, `w ← w + learningRate d`. The paper's learning rate is 1.
/// Source: Zeiler, *ADADELTA: an adaptive learning rate method* (2012); [keras.io](https://keras.io/api/optimizers/adadelta/).
@RecordBuilder
public record Adadelta(LearningRate learningRate, double rho, double epsilon, OptimizerOptions options, String name)
    implements Optimizer, AdadeltaBuilder.With {
  public static Adadelta of() {
    return of(0.001);
  }

  public static Adadelta of(double learningRate) {
    return new Adadelta(LearningRate.of(learningRate), 0.95, 1e-7, OptimizerOptions.of(), "adadelta");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    return List.of(new Slot("accumulated_grad", 0), new Slot("accumulated_delta_var", 0));
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    Tensor gradients = slots.get(0).times(rho).plus(gradient.squared().times(1 - rho));
    Tensor delta = root(slots.get(1)).times(gradient).dividedBy(root(gradients)).negated();
    Tensor deltas = slots.get(1).times(rho).plus(delta.squared().times(1 - rho));
    return Update.of(parameter.plus(context.learningRate().times(delta)), gradients, deltas);
  }

  private Tensor root(Tensor x) {
    return Sqrt.of(x.plus(epsilon));
  }
}
