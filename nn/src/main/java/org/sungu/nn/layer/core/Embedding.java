package org.sungu.nn.layer.core;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Gather;
import org.sungu.graph.Not;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.RandomUniform;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A learned vector for each of `inputDim` numbers: `[…] → […, outputDim]`. Numbers that are no integers lose their fraction.
/// Source: [keras.io](https://keras.io/api/layers/core_layers/embedding/).
///
/// A number outside `[0, inputDim)` gives NaN.
///
/// @param maskZero whether 0 stands for no number: the mask of the result leaves it out
@RecordBuilder
public record Embedding(
    int inputDim,
    int outputDim,
    Initializer embeddingsInitializer,
    @Nullable Regularizer embeddingsRegularizer,
    @Nullable Regularizer activityRegularizer,
    @Nullable Constraint embeddingsConstraint,
    boolean maskZero,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements UnaryLayer, EmbeddingBuilder.With {
  public Embedding {
    if (inputDim < 1 || outputDim < 1) {
      throw new IllegalArgumentException("Embedding got inputDim = " + inputDim + " and outputDim = " + outputDim + "; expected at least 1 each");
    }
  }

  /// Keras's defaults: uniform from -0.05 to 0.05, 0 being a number as any other.
  public static Embedding of(int inputDim, int outputDim) {
    return new Embedding(inputDim, outputDim, new RandomUniform(), null, null, null, false, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    boolean index = input.dtype() == DType.INT32 || input.dtype() == DType.INT64;
    Tensor table =
        scope.weight("embeddings", dtype.variable(), Shape.of(inputDim, outputDim), embeddingsInitializer, embeddingsRegularizer, embeddingsConstraint);
    Tensor result = Gather.of(table, index ? input : input.cast(DType.INT32), 0).cast(dtype.compute());
    if (activityRegularizer != null) {
      scope.addLoss(activityRegularizer.penalty(result).dividedBy(result.shape().size(0)));
    }
    if (maskZero) {
      scope.setMask(result, Not.of(Equal.of(input, Constant.scalar(input.dtype(), 0))));
    }
    return result;
  }
}
