package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.And;
import org.sungu.graph.Constant;
import org.sungu.graph.Less;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.schedule.LearningRate;

/// [Adam]'s direction d, scaled for each weight tensor by `‖w‖/‖d‖` (1 where either is 0), for very large batches:
/// `d = m̂ / (√v̂ + epsilon)`, `w ← w - learningRate ‖w‖/‖d‖ d`.
/// Source: You et al., *Large batch optimization for deep learning* (2019); [keras.io](https://keras.io/api/optimizers/lamb/).
@RecordBuilder
public record Lamb(LearningRate learningRate, double beta1, double beta2, double epsilon, OptimizerOptions options, String name)
    implements Optimizer, LambBuilder.With {
  public static Lamb of() {
    return of(0.001);
  }

  public static Lamb of(double learningRate) {
    return new Lamb(LearningRate.of(learningRate), 0.9, 0.999, 1e-7, OptimizerOptions.of(), "lamb");
  }

  @Override
  public List<Slot> slots(TensorType parameter) {
    return List.of(new Slot("momentum", 0), new Slot("velocity", 0));
  }

  @Override
  public Update step(Tensor parameter, Tensor gradient, List<Tensor> slots, StepContext context) {
    Tensor momentum = slots.get(0).plus(gradient.minus(slots.get(0)).times(1 - beta1));
    Tensor velocity = slots.get(1).plus(gradient.squared().minus(slots.get(1)).times(1 - beta2));
    Tensor mean = momentum.dividedBy(context.power(beta1).subtractedFrom(1));
    Tensor spread = Sqrt.of(velocity.dividedBy(context.power(beta2).subtractedFrom(1))).plus(epsilon);
    Tensor direction = mean.dividedBy(spread);
    Tensor zero = Constant.scalar(parameter.dtype(), 0);
    Tensor weightNorm = norm(parameter);
    Tensor directionNorm = norm(direction);
    Tensor known = And.of(Less.of(zero, weightNorm), Less.of(zero, directionNorm));
    Tensor ratio = Select.of(known, weightNorm.dividedBy(directionNorm), Constant.scalar(parameter.dtype(), 1));
    return Update.of(parameter.minus(ratio.times(context.learningRate()).times(direction)), momentum, velocity);
  }

  private static Tensor norm(Tensor x) {
    return Sqrt.of(ReduceSum.of(x.squared()));
  }
}
