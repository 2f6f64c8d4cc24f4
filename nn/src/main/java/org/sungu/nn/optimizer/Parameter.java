package org.sungu.nn.optimizer;

import java.util.function.UnaryOperator;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;

/// A variable to optimize.
///
/// @param constraint maps an updated value to the nearest allowed one
/// @param decayed whether weight decay applies; it does to all, unless one is left out (Keras's `exclude_from_weight_decay`)
public record Parameter(Variable variable, UnaryOperator<Tensor> constraint, boolean decayed) {
  /// Without a constraint.
  public static Parameter of(Variable variable) {
    return new Parameter(variable, UnaryOperator.identity(), true);
  }

  public Parameter withConstraint(UnaryOperator<Tensor> projection) {
    return new Parameter(variable, projection, decayed);
  }

  public Parameter withoutDecay() {
    return new Parameter(variable, constraint, false);
  }
}
