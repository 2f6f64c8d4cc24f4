package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.Constant;
import org.sungu.graph.Power;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// [Adam] with Nesterov's momentum, whose share in update t is `uₜ = beta1 (1 - 0.96ᵗ/2)`. With Uₜ the product of all shares so far:
/// `m̂ = uₜ₊₁ m / (1 - Uₜ₊₁) + (1 - uₜ) g / (1 - Uₜ)`, `v̂ = v / (1 - beta2ᵗ)`, `w ← w - learningRate m̂ / (√v̂ + epsilon)`.
/// Source: Dozat, *Incorporating Nesterov momentum into Adam* (2015); [keras.io](https://keras.io/api/optimizers/nadam/).
@RecordBuilder
public record Nadam(LearningRate learningRate, double beta1, double beta2, double epsilon, OptimizerOptions options, String name)
    implements Optimizer, NadamBuilder.With {
  public static Nadam of() {
    return of(0.001);
  }

  public static Nadam of(double learningRate) {
    return new Nadam(LearningRate.of(learningRate), 0.9, 0.999, 1e-7, OptimizerOptions.of(), "nadam");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    return List.of(new Slot("momentum", 0), new Slot("velocity", 0));
  }

  @Override
  public List<Slot> sharedSlots() {
    return List.of(new Slot("u_product", 1));
  }

  @Override
  public List<Tensor> stepShared(List<Tensor> shared, StepContext context) {
    Tensor product = shared.getFirst();
    return List.of(product.times(share(context.iteration().cast(product.dtype()).plus(1))));
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    Tensor share = share(context.iteration().plus(1));
    Tensor nextShare = share(context.iteration().plus(2));
    Tensor product = context.shared().getFirst();
    Tensor momentum = slots.get(0).plus(gradient.minus(slots.get(0)).times(context.complement(beta1)));
    Tensor velocity = slots.get(1).plus(gradient.squared().minus(slots.get(1)).times(context.complement(beta2)));
    Tensor ahead = nextShare.times(momentum).dividedBy(product.times(nextShare).subtractedFrom(1));
    Tensor now = share.subtractedFrom(1).times(gradient).dividedBy(product.subtractedFrom(1));
    Tensor spread = velocity.dividedBy(context.power(beta2).subtractedFrom(1));
    Tensor move = ahead.plus(now).times(context.learningRate()).dividedBy(Sqrt.of(spread).plus(epsilon));
    return Update.of(parameter.minus(move), momentum, velocity);
  }

  private Tensor share(Tensor update) {
    return Power.of(Constant.scalar(update.dtype(), 0.96), update).times(0.5).subtractedFrom(1).times(beta1);
  }
}
