package org.sungu.nn.layer.activation;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.Zeros;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.Shape;

/// `x` where x ≥ 0, `alpha·x` below, with learnt slopes `alpha`: one for each place behind the sample axis.
/// Source: [keras.io](https://keras.io/api/layers/activation_layers/prelu/).
///
/// @param sharedAxes axes (counted with the sample axis) along which all places share one slope, or null for none
@RecordBuilder
public record PReLU(
    Initializer alphaInitializer,
    @Nullable Regularizer alphaRegularizer,
    @Nullable Constraint alphaConstraint,
    @Nullable List<Integer> sharedAxes,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements UnaryLayer, PReLUBuilder.With {
  /// Keras's defaults: slopes from 0.
  public static PReLU of() {
    return new PReLU(new Zeros(), null, null, null, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = dtype.autocast(input);
    Shape shape = x.shape().range(1, x.rank());
    for (int axis : sharedAxes == null ? List.<Integer>of() : sharedAxes) {
      if (axis < 1 || axis >= x.rank()) {
        throw new ShapeException("got input " + x.type() + " and shared axis " + axis + "; expected axes from 1 to " + (x.rank() - 1));
      }
      shape = shape.with(axis - 1, 1);
    }
    Tensor alpha = scope.weight("alpha", dtype.variable(), shape, alphaInitializer, alphaRegularizer, alphaConstraint);
    return Maximum.of(x, 0).plus(alpha.cast(x.dtype()).times(Minimum.of(x, 0)));
  }
}
