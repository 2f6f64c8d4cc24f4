package org.sungu.nn.layer.attention;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.MatMul;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.initializer.Ones;
import org.sungu.tensor.Shape;

/// Attention by dot products (Luong): `scale·q·kᵀ`, or by `weight·Σ tanh(scale·(q + k))`.
/// Source: [keras.io](https://keras.io/api/layers/attention_layers/attention/); [Luong et al., 2015](https://arxiv.org/abs/1508.04025).
///
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
@RecordBuilder
public record Attention(boolean useScale, ScoreMode scoreMode, double dropout, @Nullable Long seed, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements ScoredAttention, AttentionBuilder.With {
  /// How a query is compared with a key.
  public enum ScoreMode {
    DOT,
    CONCAT
  }

  /// Keras's defaults: dot products without a scale.
  public static Attention of() {
    return new Attention(false, ScoreMode.DOT, 0, null, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor scores(Scope scope, Tensor query, Tensor key) {
    Tensor scale = useScale ? weight(scope, "scale") : null;
    if (scoreMode == ScoreMode.DOT) {
      Tensor scores = MatMul.of(query, key, false, true);
      return scale == null ? scores : scores.times(scale);
    }
    Tensor sum = AdditiveAttention.sums(query, key);
    return weight(scope, "concat_score_weight").times(ReduceSum.of(Tanh.of(scale == null ? sum : sum.times(scale)), -1));
  }

  private Tensor weight(Scope scope, String name) {
    return scope.weight(name, dtype.variable(), Shape.SCALAR, new Ones(), null, null).cast(dtype.compute());
  }
}
