package org.sungu.nn.loss;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Iota;
import org.sungu.graph.Not;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// `-ln p[t]` for a target that is the number of a class: `[…]` or `[…,1]`, with predictions `[…,classes]`. Predictions are divided
/// by their sum and limited to [10⁻⁷, 1 - 10⁻⁷]; from logits, `ln p` is the logarithm of their softmax. A class outside the
/// predictions gives 0, as in Keras on JAX.
/// Source: [keras.io](https://keras.io/api/losses/probabilistic_losses/#sparsecategoricalcrossentropy-class).
///
/// @param ignoreClass a class whose samples do not count, or null
/// @param axis where the classes are; only the last axis works, in Keras too
@RecordBuilder
public record SparseCategoricalCrossentropy(boolean fromLogits, @Nullable Integer ignoreClass, int axis, Reduction reduction, String name)
    implements Loss, SparseCategoricalCrossentropyBuilder.With {
  public static SparseCategoricalCrossentropy of() {
    return new SparseCategoricalCrossentropy(false, null, -1, Reduction.SUM_OVER_BATCH_SIZE, "sparse_categorical_crossentropy");
  }

  @Override
  public void check(Tensor yTrue, Tensor yPred) {
    boolean fits = yPred.rank() > 0 && (axis == -1 || axis == yPred.rank() - 1);
    if (!fits || classes(yTrue, yPred).rank() != yPred.rank() - 1 || !classes(yTrue, yPred).shape().equals(yPred.shape().without(-1))) {
      throw new ShapeException(name() + ": got targets " + yTrue.type() + ", predictions " + yPred.type() + " and axis " + axis
          + "; expected one class number per row of predictions and the classes on the last axis"
          + " (for one-hot targets use categorical_crossentropy)");
    }
  }

  @Override
  public Tensor perSample(Tensor yTrue, Tensor yPred) {
    Tensor zero = Constant.scalar(yPred.dtype(), 0);
    Tensor logarithms = Probabilities.logarithms(yPred, fromLogits, -1);
    Tensor positions = Iota.of(DType.INT32, Shape.of(yPred.shape().size(-1)), 0);
    Tensor chosen = Equal.of(classes(yTrue, yPred).cast(DType.INT32).reshape(yPred.shape().with(-1, 1).toArray()), positions);
    Tensor values = ReduceSum.of(Select.of(chosen, logarithms, zero), -1).negated();
    Tensor counted = mask(yTrue, yPred);
    return counted == null ? values : Select.of(counted, values, zero);
  }

  @Override
  public @Nullable Tensor mask(Tensor yTrue, Tensor yPred) {
    if (ignoreClass == null) {
      return null;
    }
    return Not.of(Equal.of(classes(yTrue, yPred), Constant.scalar(yTrue.dtype(), ignoreClass)));
  }

  private static Tensor classes(Tensor yTrue, Tensor yPred) {
    boolean column = yTrue.rank() == yPred.rank() && yTrue.rank() > 0 && yTrue.shape().size(-1) == 1;
    return column ? yTrue.reshape(yTrue.shape().without(-1).toArray()) : yTrue;
  }
}
