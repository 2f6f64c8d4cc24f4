package org.sungu.nn.layer.core;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Einsum;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.PartialShape;
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

/// A densely connected layer over axes named in Einstein's notation: `activation(einsum(equation, x, kernel) + bias)`, such as `abc,cd->abd` for a [Dense] layer
/// on sequences. Source: [keras.io](https://keras.io/api/layers/core_layers/einsum_dense/).
///
/// @param outputShape the sizes of the result behind the sample axis and behind the axes that `...` stands for; those known from the input may be open
/// @param biasAxes the letters of the result's axes along which the bias differs, or null for none
@RecordBuilder
public record EinsumDense(
    String equation,
    PartialShape outputShape,
    Activation activation,
    @Nullable String biasAxes,
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
    implements UnaryLayer, EinsumDenseBuilder.With {
  /// Keras's defaults: no activation, no bias, Glorot-uniform kernel.
  public static EinsumDense of(String equation, int... outputShape) {
    return new EinsumDense(equation, PartialShape.of(outputShape), Activation.LINEAR, null, new GlorotUniform(), new Zeros(), null, null, null, null,
        null, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = input.cast(dtype.compute());
    EinsumAxes axes = EinsumAxes.of(equation, outputShape, x.shape());
    String letters = axes.kernel();
    List<Integer> outputs = IntStream.range(0, letters.length()).filter(i -> axes.output().indexOf(letters.charAt(i)) >= 0).boxed().toList();
    List<Integer> inputs = IntStream.range(0, letters.length()).filter(i -> axes.output().indexOf(letters.charAt(i)) < 0).boxed().toList();
    DType stored = dtype.variable();
    Tensor kernel = scope.weight("kernel", stored, axes.kernelShape(), kernelInitializer.withAxes(inputs, outputs), kernelRegularizer, kernelConstraint);
    Tensor y = Einsum.of(axes.equation(), x, kernel.cast(dtype.compute()));
    if (biasAxes != null) {
      Shape shape = axes.biasShape(biasAxes);
      y = y.plus(scope.weight("bias", stored, shape, biasInitializer, biasRegularizer, biasConstraint).cast(dtype.compute()));
    }
    Tensor result = activation.of(y);
    if (activityRegularizer != null) {
      scope.addLoss(activityRegularizer.penalty(result).dividedBy(x.shape().size(0)));
    }
    return result;
  }
}
