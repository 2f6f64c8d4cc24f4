package org.sungu.nn.schedule;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.sungu.graph.Constant;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;

/// `values[0]` up to and including step `boundaries[0]`, `values[1]` up to `boundaries[1]`, and the last value after the last boundary.
/// Source: [keras.io](https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/).
@RecordBuilder
public record PiecewiseConstantDecay(List<Double> boundaries, List<Double> values, String name)
    implements Schedule, PiecewiseConstantDecayBuilder.With {
  public PiecewiseConstantDecay {
    boundaries = List.copyOf(boundaries);
    values = List.copyOf(values);
    if (values.size() != boundaries.size() + 1 || !boundaries.stream().sorted().toList().equals(boundaries)) {
      throw new IllegalArgumentException("PiecewiseConstantDecay got boundaries " + boundaries + " and values " + values
          + "; expected growing boundaries and one value more than boundaries");
    }
  }

  public static PiecewiseConstantDecay of(List<Double> boundaries, List<Double> values) {
    return new PiecewiseConstantDecay(boundaries, values, "PiecewiseConstant");
  }

  @Override
  public Tensor at(Tensor step) {
    Tensor rate = Constant.scalar(step.dtype(), values.getLast());
    for (int i = boundaries.size() - 1; i >= 0; i--) {
      Tensor within = LessOrEqual.of(step, Constant.scalar(step.dtype(), boundaries.get(i)));
      rate = Select.of(within, Constant.scalar(step.dtype(), values.get(i)), rate);
    }
    return rate;
  }
}
