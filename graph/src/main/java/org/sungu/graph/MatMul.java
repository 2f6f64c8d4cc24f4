package org.sungu.graph;

import java.util.List;
import org.sungu.tensor.Shape;

/// The matrix product over the last two axes, `[…,m,k] · […,k,n] = […,m,n]`; either operand may be read transposed. The leading
/// axes are the same in both. Sums are taken in double precision and rounded once; a backend may sum in another order and in a
/// wider or the same type.
///
/// Gradients (neither transposed): `u·bᵀ` and `aᵀ·u`.
public record MatMul(boolean transposeA, boolean transposeB) implements Contraction {
  public static Tensor of(Tensor a, Tensor b) {
    return of(a, b, false, false);
  }

  public static Tensor of(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
    return Tensor.of(new MatMul(transposeA, transposeB), a, b);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType a = inputs.get(0);
    TensorType b = inputs.get(1);
    int rank = a.shape().rank();
    if (rank < 2 || b.shape().rank() != rank || a.dtype() != b.dtype() || !a.dtype().isFloating()) {
      throw new ShapeException("matMul: got " + a + " and " + b + "; expected two floating tensors of one type and one rank of at least 2");
    }
    int rows = a.shape().size(transposeA ? -1 : -2);
    int shared = a.shape().size(transposeA ? -2 : -1);
    int columns = b.shape().size(transposeB ? -2 : -1);
    Shape batch = a.shape().range(0, rank - 2);
    if (b.shape().size(transposeB ? -1 : -2) != shared || !b.shape().range(0, rank - 2).equals(batch)) {
      throw new ShapeException("matMul: got " + a + (transposeA ? " transposed" : "") + " and " + b + (transposeB ? " transposed" : "")
          + "; expected equal leading axes, and " + shared + " rows in the second to match the columns of the first");
    }
    return a.withShape(batch.append(rows, columns));
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    Tensor a = inputs.get(0);
    Tensor b = inputs.get(1);
    return Gradients.of(
        transposeA ? of(b, upstream, transposeB, true) : of(upstream, b, false, !transposeB),
        transposeB ? of(upstream, a, true, transposeA) : of(a, upstream, !transposeA, false));
  }
}
