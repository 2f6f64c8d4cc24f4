package org.sungu.nn.layer.attention;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Absolute;
import org.sungu.graph.And;
import org.sungu.graph.Constant;
import org.sungu.graph.Iota;
import org.sungu.graph.Less;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Tensor;
import org.sungu.nn.Scope;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Which keys a query looks at: bool, of a shape that broadcasts to `[n, query steps, key steps]`.
final class AttentionMask {
  /// The flag that hides later keys.
  static final String CAUSAL = "use_causal_mask";

  private AttentionMask() {}

  /// Everything that hides keys together: the inputs' own masks, the tensor `attention_mask`, the flag and the window. Null where nothing does.
  static @Nullable Tensor of(Scope scope, List<Tensor> inputs, List<String> parameters, Tensor query, Tensor value, @Nullable Tensor key,
      @Nullable Integer slidingWindow) {
    Tensor queries = scope.mask(query);
    Tensor values = ownOrNamed(scope, value, "value_mask", inputs, parameters);
    Tensor keys = key == null ? null : ownOrNamed(scope, key, "key_mask", inputs, parameters);
    Tensor given = scope.call().input("attention_mask", parameters, inputs);
    int steps = query.shape().size(1);
    int keySteps = value.shape().size(1);
    Shape square = Shape.of(1, steps, keySteps);
    return Stream.of(
            Stream.ofNullable(queries).map(mask -> mask.reshape(mask.shape().append(1).toArray())),
            Stream.ofNullable(values).map(AttentionMask::ofKeys),
            Stream.ofNullable(keys).map(AttentionMask::ofKeys),
            scope.call().flag(CAUSAL) ? Stream.of(causal(square)) : Stream.<Tensor>empty(),
            Stream.ofNullable(slidingWindow).map(window -> near(square, window)),
            Stream.ofNullable(given).map(mask -> mask.cast(DType.BOOL)))
        .flatMap(mask -> mask)
        .reduce(And::of)
        .orElse(null);
  }

  private static @Nullable Tensor ownOrNamed(Scope scope, Tensor input, String name, List<Tensor> inputs, List<String> parameters) {
    Tensor named = scope.call().input(name, parameters, inputs);
    return named == null ? scope.mask(input) : named.cast(DType.BOOL);
  }

  /// A mask `[n, key steps]` for all queries.
  static Tensor ofKeys(Tensor mask) {
    int rank = mask.rank();
    return mask.reshape(mask.shape().range(0, rank - 1).append(1, mask.shape().size(-1)).toArray());
  }

  /// True where the key's step is not behind the query's.
  static Tensor causal(Shape shape) {
    return LessOrEqual.of(Iota.of(DType.INT32, shape, -1), Iota.of(DType.INT32, shape, -2));
  }

  private static Tensor near(Shape shape, int window) {
    Tensor distance = Absolute.of(Iota.of(DType.INT32, shape, -1).minus(Iota.of(DType.INT32, shape, -2)));
    return Less.of(distance, Constant.scalar(DType.INT32, window));
  }
}
