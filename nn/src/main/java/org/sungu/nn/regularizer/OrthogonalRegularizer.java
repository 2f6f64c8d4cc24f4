package org.sungu.nn.regularizer;

import org.sungu.graph.Absolute;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Iota;
import org.sungu.graph.MatMul;
import org.sungu.graph.Maximum;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.tensor.DType;

/// `factor` times the mean of |cosine| over all pairs of a matrix's rows (or columns): 0 where they are orthogonal.
/// Source: [keras.io](https://keras.io/api/layers/regularizers/#orthogonalregularizer-class).
public record OrthogonalRegularizer(double factor, Mode mode) implements Regularizer {
  /// What should be orthogonal.
  public enum Mode {
    ROWS,
    COLUMNS
  }

  public OrthogonalRegularizer {
    Factor.check("OrthogonalRegularizer", "factor", factor);
  }

  /// Keras's defaults.
  public OrthogonalRegularizer() {
    this(0.01, Mode.ROWS);
  }

  @Override
  public Tensor penalty(Tensor weight) {
    if (weight.rank() != 2) {
      throw new ShapeException("OrthogonalRegularizer got a weight " + weight.type() + "; expected a matrix");
    }
    Tensor rows = mode == Mode.ROWS ? weight : Transpose.ofLastAxes(weight);
    // As Keras's normalize: a norm counts as 1e-7 at least.
    Tensor norms = Sqrt.of(Maximum.of(ReduceSum.keeping(rows.squared(), 1), 1e-14));
    Tensor unit = rows.dividedBy(norms);
    Tensor cosines = Absolute.of(MatMul.of(unit, Transpose.ofLastAxes(unit)));
    Tensor itself = Equal.of(Iota.of(DType.INT32, cosines.shape(), 0), Iota.of(DType.INT32, cosines.shape(), 1));
    Tensor others = Select.of(itself, Constant.scalar(weight.dtype(), 0), cosines);
    double count = rows.shape().size(0);
    return ReduceSum.of(others).times(factor / (count * (count - 1)));
  }
}
