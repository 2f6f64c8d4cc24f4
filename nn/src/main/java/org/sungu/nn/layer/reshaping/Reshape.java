package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.tensor.Shape;

/// Every sample in another shape: `[n, …] → [n, targetShape…]`. Source: [keras.io](https://keras.io/api/layers/reshaping_layers/reshape/).
///
/// @param targetShape the sizes behind the sample axis; one of them may be -1, which takes what is left
@RecordBuilder
public record Reshape(List<Integer> targetShape, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, ReshapeBuilder.With {
  public Reshape {
    targetShape = List.copyOf(targetShape);
    if (targetShape.stream().filter(size -> size == -1).count() > 1 || targetShape.stream().anyMatch(size -> size < -1)) {
      throw new IllegalArgumentException("Reshape got targetShape = " + targetShape + "; expected sizes of which at most one is -1");
    }
  }

  public static Reshape of(Integer... targetShape) {
    return new Reshape(List.of(targetShape), null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = dtype.autocast(input);
    long elements = x.shape().range(1, x.rank()).elementCount();
    long known = targetShape.stream().filter(size -> size != -1).mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    boolean fits = targetShape.contains(-1) ? known != 0 && elements % known == 0 : elements == known;
    if (!fits) {
      throw new ShapeException("got input " + x.type() + " with " + elements + " values a sample; expected as many as target shape "
          + targetShape + " holds");
    }
    int[] sizes = targetShape.stream().mapToInt(size -> size == -1 ? (int) (elements / known) : size).toArray();
    return x.reshape(Shape.of(x.shape().size(0)).append(sizes).toArray());
  }
}
