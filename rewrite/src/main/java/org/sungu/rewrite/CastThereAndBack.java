package org.sungu.rewrite;

import org.jspecify.annotations.Nullable;
import org.sungu.graph.Cast;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;

/// `cast(cast(x) {target=float32}) {target=bfloat16}` → `x` where x is bfloat16: a cast to a type that holds all its values, and back. The other way
/// round rounds, and stays.
public final class CastThereAndBack implements NodeRewrite {
  @Override
  public @Nullable Tensor replace(Node node) {
    if (!(node.op() instanceof Cast back) || !(node.input(0).node().op() instanceof Cast there)) {
      return null;
    }
    Tensor x = node.input(0).node().input(0);
    return x.dtype() == back.target() && isWithin(x.dtype(), there.target()) ? x : null;
  }

  private static boolean isWithin(DType narrow, DType wide) {
    return switch (narrow) {
      case FLOAT16, BFLOAT16 -> wide == DType.FLOAT32 || wide == DType.FLOAT64;
      case FLOAT32, INT32 -> wide == DType.FLOAT64 || (wide == DType.INT64 && narrow == DType.INT32);
      case BOOL -> true;
      case FLOAT64, INT8, UINT8, INT64 -> false;
    };
  }
}
