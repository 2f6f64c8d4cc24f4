package org.sungu.nn.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;
import org.sungu.nn.schedule.ConstantLearningRate;
import org.sungu.nn.schedule.Schedule;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// The variables of an optimizer, named as Keras names them: `adam/iteration`, `adam/learning_rate`, `adam/dense_kernel_momentum`, ….
public final class OptimizerVariables {
  private final String prefix;
  private final SequencedMap<Variable, Double> initialValues = new LinkedHashMap<>();
  private final Variable iteration;
  private final @Nullable Variable learningRate;
  private final List<Variable> averages;
  private final List<Variable> accumulators;
  private final List<List<Variable>> slots = new ArrayList<>();
  private final List<Variable> shared = new ArrayList<>();

  private OptimizerVariables(Optimizer optimizer, List<Variable> parameters) {
    prefix = optimizer.name() + "/";
    TensorType scalar = new TensorType(DType.FLOAT32, Shape.SCALAR);
    iteration = add("iteration", scalar.withDType(DType.INT32), 0);
    learningRate = switch (optimizer.learningRate()) {
      case ConstantLearningRate(double value) -> add("learning_rate", scalar, value);
      case Schedule _ -> null;
    };
    averages = optimizer.options().useEma() ? ofEach(parameters, "average") : List.of();
    accumulators = optimizer.options().gradientAccumulationSteps() == null ? List.of() : ofEach(parameters, "gradient_accumulator");
    addSlots(optimizer, parameters);
    DType sharedType = parameters.isEmpty() ? DType.FLOAT32 : parameters.getFirst().dtype();
    for (Slot slot : optimizer.sharedSlots()) {
      shared.add(add(slot.name(), scalar.withDType(sharedType), slot.initialValue()));
    }
  }

  public static OptimizerVariables of(Optimizer optimizer, List<Variable> parameters) {
    return new OptimizerVariables(optimizer, List.copyOf(parameters));
  }

  private Variable add(String name, TensorType type, double initialValue) {
    Variable variable = Variable.state(prefix + name, type.dtype(), type.shape());
    initialValues.put(variable, initialValue);
    return variable;
  }

  private Variable add(Variable parameter, String slot, double initialValue) {
    return add(parameter.name().replace('/', '_') + "_" + slot, parameter.type(), initialValue);
  }

  private List<Variable> ofEach(List<Variable> parameters, String slot) {
    return parameters.stream().map(parameter -> add(parameter, slot, 0)).toList();
  }

  private void addSlots(Optimizer optimizer, List<Variable> parameters) {
    List<List<Slot>> kinds = parameters.stream().map(parameter -> optimizer.slots(parameter.type())).toList();
    int groups = kinds.stream().flatMap(List::stream).mapToInt(Slot::group).max().orElse(-1) + 1;
    List<SequencedMap<Slot, Variable>> found = new ArrayList<>();
    parameters.forEach(parameter -> found.add(new LinkedHashMap<>()));
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < parameters.size(); i++) {
        for (Slot slot : kinds.get(i)) {
          if (slot.group() == group) {
            found.get(i).put(slot, add(parameters.get(i), slot.name(), slot.initialValue()));
          }
        }
      }
    }
    for (int i = 0; i < parameters.size(); i++) {
      slots.add(kinds.get(i).stream().map(found.get(i)::get).toList());
    }
  }

  /// All variables, in the order in which Keras saves them.
  public List<Variable> all() {
    return List.copyOf(initialValues.keySet());
  }

  /// What a variable holds before the first step.
  ///
  /// @throws IllegalArgumentException if it is none of these
  public NDArray initialValue(Variable variable) {
    Double value = initialValues.get(variable);
    if (value == null) {
      throw new IllegalArgumentException("variable " + variable + " is not of this optimizer; expected one of " + all());
    }
    return NDArray.full(variable.dtype(), variable.shape(), value);
  }

  /// Counts the steps: int32, starting at 0.
  public Variable iteration() {
    return iteration;
  }

  /// The learning rate that callbacks may change (float32), or null where a schedule gives it.
  public @Nullable Variable learningRate() {
    return learningRate;
  }

  /// The moving average of each parameter; none if the optimizer keeps none.
  public List<Variable> averages() {
    return averages;
  }

  List<Variable> accumulators() {
    return accumulators;
  }

  List<Variable> slots(int parameter) {
    return slots.get(parameter);
  }

  List<Variable> shared() {
    return shared;
  }
}
