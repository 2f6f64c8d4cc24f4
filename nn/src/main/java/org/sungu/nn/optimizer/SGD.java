package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// Stochastic gradient descent: `w ← w - learningRate g`; with momentum, `m ← momentum m - learningRate g` and `w ← w + m`, or
/// `w ← w + momentum m - learningRate g` after Nesterov. Source: [keras.io](https://keras.io/api/optimizers/sgd/).
@RecordBuilder
public record SGD(LearningRate learningRate, double momentum, boolean nesterov, OptimizerOptions options, String name)
    implements Optimizer, SGDBuilder.With {
  public SGD {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException("SGD got momentum = " + momentum + "; expected 0 to 1");
    }
  }

  public static SGD of() {
    return of(0.01);
  }

  public static SGD of(double learningRate) {
    return new SGD(LearningRate.of(learningRate), 0, false, OptimizerOptions.of(), "sgd");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    return momentum == 0 ? List.of() : List.of(new Slot("momentum", 0));
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    Tensor descent = gradient.times(context.learningRate());
    if (momentum == 0) {
      return Update.of(parameter.minus(descent));
    }
    Tensor velocity = slots.getFirst().times(momentum).minus(descent);
    Tensor move = nesterov ? velocity.times(momentum).minus(descent) : velocity;
    return Update.of(parameter.plus(move), velocity);
  }
}
