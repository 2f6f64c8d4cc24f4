package org.sungu.nn;

import java.util.Locale;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// In which types a layer computes and keeps its weights, as Keras's `DTypePolicy`.
public enum DTypePolicy {
  FLOAT32(DType.FLOAT32, DType.FLOAT32),
  FLOAT64(DType.FLOAT64, DType.FLOAT64),
  BFLOAT16(DType.BFLOAT16, DType.BFLOAT16),
  FLOAT16(DType.FLOAT16, DType.FLOAT16),
  MIXED_BFLOAT16(DType.BFLOAT16, DType.FLOAT32),
  MIXED_FLOAT16(DType.FLOAT16, DType.FLOAT32),
  /// For layers that hand on what they get, such as inputs of indices.
  INT32(DType.INT32, DType.INT32),
  INT64(DType.INT64, DType.INT64);

  private final DType compute;
  private final DType variable;

  DTypePolicy(DType compute, DType variable) {
    this.compute = compute;
    this.variable = variable;
  }

  /// The type of activations.
  public DType compute() {
    return compute;
  }

  /// The type of weights.
  public DType variable() {
    return variable;
  }

  /// What a layer makes of an input before it computes: floating numbers in the compute type, others as they are.
  public Tensor autocast(Tensor input) {
    return input.dtype().isFloating() ? input.cast(compute) : input;
  }

  /// The name in Keras files, such as `mixed_bfloat16`.
  public String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
