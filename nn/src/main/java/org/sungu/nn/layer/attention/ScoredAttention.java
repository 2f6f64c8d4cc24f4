package org.sungu.nn.layer.attention;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.And;
import org.sungu.graph.Constant;
import org.sungu.graph.MatMul;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Softmax;
import org.sungu.nn.Layer;
import org.sungu.nn.Masks;
import org.sungu.nn.Scope;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Attention of queries `[n, t, d]` to values `[n, s, d]` by a score: `softmax(scores)·values`.
///
/// Inputs are query, value and, if they are not the values, keys `[n, s, d]`. Values that their mask leaves out are not looked at; queries that theirs leaves out give 0.
/// The flag `use_causal_mask` lets no query look at later keys.
public sealed interface ScoredAttention extends Layer permits Attention, AdditiveAttention {
  double dropout();

  /// How well each query fits each key: `[n, t, s]`.
  Tensor scores(Scope scope, Tensor query, Tensor key);

  @Override
  default Set<String> callFlags() {
    return Set.of(AttentionMask.CAUSAL);
  }

  @Override
  default List<Tensor> apply(Scope scope, List<Tensor> inputs) {
    if (inputs.size() < 2 || inputs.size() > 3 || inputs.stream().anyMatch(input -> input.rank() != 3)) {
      throw new ShapeException("got inputs " + inputs.stream().map(Tensor::type).toList() + "; expected query, value and perhaps key with samples, steps and features");
    }
    List<Tensor> cast = inputs.stream().map(dtype()::autocast).toList();
    Tensor scores = scores(scope, cast.getFirst(), cast.getLast());
    Tensor hidden = mask(scope, inputs.get(1), scores.shape());
    if (hidden != null) {
      scores = Select.of(hidden, scores, scores.minus(scores.dtype() == DType.FLOAT16 ? 65504 : 1e9));
    }
    Tensor result = MatMul.of(AttentionWeights.dropped(scope, Softmax.of(scores, -1), dropout()), cast.get(1));
    Tensor queryMask = scope.mask(inputs.getFirst());
    if (queryMask != null) {
      result = Select.of(Masks.along(queryMask, 3), result, Constant.scalar(result.dtype(), 0));
      scope.setMask(result, queryMask);
    }
    return List.of(result);
  }

  private static @Nullable Tensor mask(Scope scope, Tensor value, Shape scores) {
    Tensor own = scope.mask(value);
    Tensor padding = own == null ? null : AttentionMask.ofKeys(own);
    if (!scope.call().flag(AttentionMask.CAUSAL)) {
      return padding;
    }
    Tensor causal = AttentionMask.causal(scores.with(0, 1));
    return padding == null ? causal : And.of(padding, causal);
  }
}
