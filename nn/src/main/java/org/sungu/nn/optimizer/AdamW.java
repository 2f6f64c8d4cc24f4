package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// [Adam] with weight decay, which takes `weightDecay · learningRate` of each weight off before the step (0.004 by default).
/// Source: Loshchilov and Hutter, *Decoupled weight decay regularization* (2017); [keras.io](https://keras.io/api/optimizers/adamw/).
@RecordBuilder
public record AdamW(LearningRate learningRate, double beta1, double beta2, double epsilon, boolean amsgrad, OptimizerOptions options,
    String name)
    implements Optimizer, AdamWBuilder.With {
  public AdamW {
    if (options.weightDecay() == null) {
      throw new IllegalArgumentException("AdamW got no weightDecay; expected a number such as 0.004, or use Adam");
    }
  }

  public static AdamW of() {
    return of(0.001);
  }

  public static AdamW of(double learningRate) {
    return new AdamW(LearningRate.of(learningRate), 0.9, 0.999, 1e-7, false, OptimizerOptions.of().withWeightDecay(0.004), "adam_w");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    return adam().slots(parameter);
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    return adam().step(parameter, gradient, slots, context);
  }

  private Adam adam() {
    return new Adam(learningRate, beta1, beta2, epsilon, amsgrad, options, name);
  }
}
