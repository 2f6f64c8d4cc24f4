package org.sungu.nn.layer.preprocessing;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.tensor.DType;

/// Indices from 0 to `numTokens - 1` as vectors. Source: [keras.io](https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding/).
///
/// An index outside that range leaves no trace; Keras refuses it in some modes on some of its backends.
@RecordBuilder
public record CategoryEncoding(int numTokens, OutputMode outputMode, @Nullable String name, boolean trainable, DTypePolicy dtype)
    implements UnaryLayer, CategoryEncodingBuilder.With {
  public CategoryEncoding {
    if (numTokens < 1) {
      throw new IllegalArgumentException("CategoryEncoding got numTokens = " + numTokens + "; expected at least 1");
    }
    if (outputMode == OutputMode.INT || outputMode == OutputMode.TF_IDF) {
      throw new IllegalArgumentException("CategoryEncoding got outputMode = " + outputMode + "; expected ONE_HOT, MULTI_HOT or COUNT");
    }
  }

  /// Keras's defaults: multi-hot.
  public static CategoryEncoding of(int numTokens) {
    return new CategoryEncoding(numTokens, OutputMode.MULTI_HOT, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    return outputMode.encode(input.cast(DType.INT64), numTokens, dtype.compute());
  }
}
