package org.sungu.nn.layer.regularization;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.regularizer.L1L2;

/// Its input as it is, and its size as a penalty on the loss: `(l1·Σ|x| + l2·Σx²) / samples`.
/// Source: [keras.io](https://keras.io/api/layers/regularization_layers/activity_regularization/).
@RecordBuilder
public record ActivityRegularization(double l1, double l2, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements UnaryLayer, ActivityRegularizationBuilder.With {
  public static ActivityRegularization of(double l1, double l2) {
    return new ActivityRegularization(l1, l2, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = dtype.autocast(input);
    scope.addLoss(new L1L2(l1, l2).penalty(x).dividedBy(x.shape().size(0)));
    return x;
  }
}
