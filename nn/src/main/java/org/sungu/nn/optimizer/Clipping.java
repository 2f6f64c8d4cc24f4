package org.sungu.nn.optimizer;

import java.util.List;
import org.sungu.graph.Constant;
import org.sungu.graph.Less;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.Sqrt;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Clip;

/// Limits on gradients, as [OptimizerOptions] asks for them.
final class Clipping {
  private Clipping() {}

  /// A limit that is null, zero or negative does not limit.
  static List<Tensor> of(List<Tensor> gradients, OptimizerOptions options) {
    Double norm = options.clipnorm();
    Double globalNorm = options.globalClipnorm();
    Double value = options.clipvalue();
    if (norm != null && norm > 0) {
      return gradients.stream().map(gradient -> byNorm(gradient, norm)).toList();
    }
    if (globalNorm != null && globalNorm > 0) {
      return byGlobalNorm(gradients, globalNorm);
    }
    if (value != null && value > 0) {
      return gradients.stream().map(gradient -> Clip.of(gradient, -value, value)).toList();
    }
    return gradients;
  }

  private static Tensor byNorm(Tensor gradient, double limit) {
    Tensor squares = ReduceSum.of(gradient.squared());
    Tensor zero = Constant.scalar(gradient.dtype(), 0);
    // As Keras: the root is taken only where it has a slope; a NaN stays.
    Tensor norm = Select.of(Less.of(zero, squares), Sqrt.of(squares), squares);
    return gradient.times(limit).dividedBy(Maximum.of(norm, limit));
  }

  private static List<Tensor> byGlobalNorm(List<Tensor> gradients, double limit) {
    Tensor squares = gradients.stream().map(gradient -> ReduceSum.of(gradient.squared()).cast(gradients.getFirst().dtype()))
        .reduce(Tensor::plus).orElseThrow();
    Tensor norm = Sqrt.of(squares);
    Tensor one = Constant.scalar(norm.dtype(), 1);
    Tensor scale = Minimum.of(one.dividedBy(norm), 1 / limit).times(limit);
    // Adds nothing to a finite norm and makes the rest NaN, so that an overflow shows.
    Tensor checked = scale.plus(norm.minus(norm));
    return gradients.stream().map(gradient -> gradient.times(checked.cast(gradient.dtype()))).toList();
  }
}
