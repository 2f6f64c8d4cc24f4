package org.sungu.nn.layer.attention;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.initializer.GlorotUniform;
import org.sungu.tensor.Shape;

/// Attention by sums (Bahdanau): `Σ scale·tanh(q + k)`.
/// Source: [keras.io](https://keras.io/api/layers/attention_layers/additive_attention/); [Bahdanau et al., 2015](https://arxiv.org/abs/1409.0473).
///
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
@RecordBuilder
public record AdditiveAttention(boolean useScale, double dropout, @Nullable Long seed, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements ScoredAttention, AdditiveAttentionBuilder.With {
  /// Keras's defaults: a learned scale.
  public static AdditiveAttention of() {
    return new AdditiveAttention(true, 0, null, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public Tensor scores(Scope scope, Tensor query, Tensor key) {
    Tensor compared = Tanh.of(sums(query, key));
    if (useScale) {
      Shape features = Shape.of(query.shape().size(-1));
      compared = compared.times(scope.weight("scale", dtype.variable(), features, new GlorotUniform(), null, null).cast(dtype.compute()));
    }
    return ReduceSum.of(compared, -1);
  }

  /// Each query plus each key: `[n, t, s, d]`.
  static Tensor sums(Tensor query, Tensor key) {
    Shape q = query.shape();
    Shape k = key.shape();
    return query.reshape(q.size(0), q.size(1), 1, q.size(2)).plus(key.reshape(k.size(0), 1, k.size(1), k.size(2)));
  }
}
