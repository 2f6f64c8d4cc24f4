package org.sungu.nn.layer.core;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.MatMul;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.GlorotUniform;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.Zeros;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A densely connected layer: `activation(x·kernel + bias)` over the last axis, `[…, n] → […, units]`.
/// Source: [keras.io](https://keras.io/api/layers/core_layers/dense/).
@RecordBuilder
public record Dense(
    int units,
    Activation activation,
    boolean useBias,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer biasRegularizer,
    @Nullable Regularizer activityRegularizer,
    @Nullable Constraint kernelConstraint,
    @Nullable Constraint biasConstraint,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements UnaryLayer, DenseBuilder.With {
  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException("Dense got units = " + units + "; expected at least 1");
    }
  }

  /// Keras's defaults: no activation, Glorot-uniform kernel, bias from zero.
  public static Dense of(int units) {
    return new Dense(units, Activation.LINEAR, true, new GlorotUniform(), new Zeros(), null, null, null, null, null, null, true,
        DTypePolicy.FLOAT32);
  }

  public static Dense of(int units, Activation activation) {
    return of(units).withActivation(activation);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    if (input.rank() < 2) {
      throw new ShapeException("got input " + input.type() + "; expected at least two axes (samples and features), reshape it first");
    }
    int features = input.shape().size(-1);
    DType weightType = dtype.variable();
    Tensor kernel = scope.weight("kernel", weightType, Shape.of(features, units), kernelInitializer, kernelRegularizer, kernelConstraint);
    Tensor x = input.cast(dtype.compute());
    int rows = Math.toIntExact(x.shape().elementCount() / Math.max(1, features));
    Tensor y = MatMul.of(x.reshape(rows, features), kernel.cast(dtype.compute())).reshape(x.shape().with(-1, units).toArray());
    if (useBias) {
      y = y.plus(scope.weight("bias", weightType, Shape.of(units), biasInitializer, biasRegularizer, biasConstraint).cast(dtype.compute()));
    }
    Tensor result = activation.of(y);
    if (activityRegularizer != null) {
      scope.addLoss(activityRegularizer.penalty(result).dividedBy(x.shape().size(0)));
    }
    return result;
  }
}
