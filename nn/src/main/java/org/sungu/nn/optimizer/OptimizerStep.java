package org.sungu.nn.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Divide;
import org.sungu.graph.Equal;
import org.sungu.graph.Not;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Remainder;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.nn.schedule.ConstantLearningRate;
import org.sungu.nn.schedule.Schedule;
import org.sungu.tensor.DType;

/// A whole step of an optimizer over all parameters, as graph, in Keras's order: loss scale, accumulation, clipping, weight decay, the
/// optimizer's own step, moving averages, constraints.
public final class OptimizerStep {
  private final Optimizer optimizer;
  private final OptimizerOptions options;
  private final List<Parameter> parameters;
  private final OptimizerVariables variables;

  private OptimizerStep(Optimizer optimizer, List<Parameter> parameters) {
    this.optimizer = optimizer;
    this.options = optimizer.options();
    this.parameters = List.copyOf(parameters);
    this.variables = OptimizerVariables.of(optimizer, parameters.stream().map(Parameter::variable).toList());
  }

  public static OptimizerStep of(Optimizer optimizer, List<Parameter> parameters) {
    return new OptimizerStep(optimizer, parameters);
  }

  public OptimizerVariables variables() {
    return variables;
  }

  /// The loss to differentiate in place of the true one.
  public Tensor scaled(Tensor loss) {
    Double factor = options.lossScaleFactor();
    return factor == null ? loss : loss.times(factor);
  }

  /// The learning rate of the coming step, a float32 scalar.
  public Tensor learningRate() {
    return switch (optimizer.learningRate()) {
      case ConstantLearningRate(double value) -> variables.learningRate() == null
          ? Constant.scalar(DType.FLOAT32, value)
          : ReadVariable.of(variables.learningRate());
      case Schedule schedule -> schedule.at(ReadVariable.of(variables.iteration()).cast(DType.FLOAT32));
    };
  }

  /// The new values of all parameters and of all [#variables] that change.
  ///
  /// @param gradients of the [#scaled] loss with respect to each parameter
  /// @throws ShapeException if a gradient has not its parameter's shape
  public SequencedMap<Variable, Tensor> updates(List<Tensor> gradients) {
    check(gradients);
    SequencedMap<Variable, Tensor> updates = new LinkedHashMap<>();
    Tensor iteration = ReadVariable.of(variables.iteration());
    updates.put(variables.iteration(), iteration.plus(1));
    Integer accumulation = options.gradientAccumulationSteps();
    Tensor done = accumulation == null ? iteration : Divide.of(iteration, Constant.scalar(DType.INT32, accumulation));
    @Nullable Tensor due = accumulation == null ? null : everyNth(iteration, accumulation);
    List<Tensor> ready = Clipping.of(accumulated(unscaled(gradients), due, updates), options);

    List<Tensor> shared = variables.shared().stream().map(ReadVariable::of).toList();
    Tensor rate = learningRate();
    StepContext before = new StepContext(rate, done.cast(DType.FLOAT32), shared);
    List<Tensor> newShared = optimizer.stepShared(shared, before);
    for (int i = 0; i < shared.size(); i++) {
      updates.put(variables.shared().get(i), ifDue(due, newShared.get(i), shared.get(i)));
    }
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      StepContext context = before.withShared(newShared).cast(parameter.variable().dtype());
      Tensor updated = step(i, ready.get(i), due, context, updates);
      updates.put(parameter.variable(), parameter.constraint().apply(averaged(i, updated, done, updates)));
    }
    return updates;
  }

  private void check(List<Tensor> gradients) {
    for (int i = 0; i < Math.max(gradients.size(), parameters.size()); i++) {
      if (gradients.size() != parameters.size() || !gradients.get(i).shape().equals(parameters.get(i).variable().shape())) {
        throw new ShapeException("optimizer " + optimizer.name() + " got gradients " + gradients.stream().map(Tensor::type).toList()
            + "; expected one for each of " + parameters.stream().map(Parameter::variable).toList());
      }
    }
  }

  private List<Tensor> unscaled(List<Tensor> gradients) {
    List<Tensor> result = new ArrayList<>();
    Double factor = options.lossScaleFactor();
    for (int i = 0; i < gradients.size(); i++) {
      Tensor gradient = factor == null ? gradients.get(i) : gradients.get(i).dividedBy(factor);
      result.add(gradient.cast(parameters.get(i).variable().dtype()));
    }
    return result;
  }

  /// The mean gradients over the steps since the last update, where gradients are accumulated.
  private List<Tensor> accumulated(List<Tensor> gradients, @Nullable Tensor due, SequencedMap<Variable, Tensor> updates) {
    Integer steps = options.gradientAccumulationSteps();
    if (steps == null || due == null) {
      return gradients;
    }
    List<Tensor> means = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      Variable accumulator = variables.accumulators().get(i);
      Tensor sum = gradients.get(i).plus(ReadVariable.of(accumulator));
      updates.put(accumulator, Select.of(due, Constant.scalar(sum.dtype(), 0), sum));
      means.add(sum.dividedBy(steps));
    }
    return means;
  }

  /// The parameter after decay and the optimizer's step; puts the slots' new values.
  private Tensor step(int index, Tensor gradient, @Nullable Tensor due, StepContext context, SequencedMap<Variable, Tensor> updates) {
    Parameter parameter = parameters.get(index);
    Tensor value = ReadVariable.of(parameter.variable());
    List<Tensor> slots = variables.slots(index).stream().map(ReadVariable::of).toList();
    Double decay = options.weightDecay();
    Tensor decayed = decay != null && parameter.decayed() ? value.minus(value.times(decay).times(context.learningRate())) : value;
    Update update = optimizer.step(decayed, gradient, slots, context);
    for (int i = 0; i < slots.size(); i++) {
      updates.put(variables.slots(index).get(i), ifDue(due, update.slots().get(i), slots.get(i)));
    }
    return ifDue(due, update.parameter(), value);
  }

  /// Moves the parameter's average and, from time to time, the parameter onto it.
  private Tensor averaged(int index, Tensor value, Tensor done, SequencedMap<Variable, Tensor> updates) {
    if (!options.useEma()) {
      return value;
    }
    Variable variable = variables.averages().get(index);
    Tensor started = Not.of(Equal.of(done, Constant.scalar(DType.INT32, 0)));
    Tensor momentum = started.cast(value.dtype()).times(options.emaMomentum());
    Tensor average = momentum.times(ReadVariable.of(variable)).plus(momentum.subtractedFrom(1).times(value));
    updates.put(variable, average);
    Integer frequency = options.emaOverwriteFrequency();
    return frequency == null ? value : Select.of(everyNth(done, frequency), average, value);
  }

  private static Tensor everyNth(Tensor counter, int n) {
    Tensor rest = Remainder.of(counter.plus(1), Constant.scalar(counter.dtype(), n));
    return Equal.of(rest, Constant.scalar(counter.dtype(), 0));
  }

  private static Tensor ifDue(@Nullable Tensor due, Tensor updated, Tensor old) {
    return due == null ? updated : Select.of(due, updated, old);
  }
}
