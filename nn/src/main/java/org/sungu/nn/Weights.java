package org.sungu.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// The weights of a network by path, in the order in which the layers asked for them. The numbers live with a backend.
///
/// All traces of one model share one instance, so that its training, evaluating and predicting programs use the same variables.
public final class Weights {
  /// @param learned whether the layer asked for it as a weight; false for a state
  public record Weight(Variable variable, boolean learned, Initializer initializer, @Nullable Regularizer regularizer,
      @Nullable Constraint constraint) {
    public String path() {
      return variable.name();
    }
  }

  private final Map<String, Weight> byPath = new LinkedHashMap<>();
  private final Variable seed = Variable.state("random/seed", DType.INT64, Shape.SCALAR);
  private final Variable counter = Variable.state("random/counter", DType.INT64, Shape.SCALAR);

  /// The seed of all random numbers that programs draw.
  public Variable seed() {
    return seed;
  }

  /// Counts the training steps, so that each draws other random numbers.
  public Variable counter() {
    return counter;
  }

  /// All weights, in order.
  public List<Weight> all() {
    return List.copyOf(byPath.values());
  }

  public Optional<Weight> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  Weight declare(Variable variable, boolean learned, Initializer initializer, @Nullable Regularizer regularizer,
      @Nullable Constraint constraint) {
    Weight known = byPath.get(variable.name());
    if (known == null) {
      Weight weight = new Weight(variable, learned, initializer, regularizer, constraint);
      byPath.put(weight.path(), weight);
      return weight;
    }
    TensorType type = known.variable().type();
    if (!type.equals(variable.type())) {
      throw new ShapeException("weight " + variable.name() + " has " + type + ", but is asked for as " + variable.type()
          + "; a layer keeps the sizes it was first applied with, use another layer for other inputs");
    }
    return known;
  }
}
