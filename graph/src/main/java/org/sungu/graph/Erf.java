package org.sungu.graph;

/// The error function `2/√π ∫₀ˣ e^(-t²) dt`, to within a few units in the last place of float64. Gradient: `2/√π e^(-x²)`.
public record Erf() implements UnaryPointwise {
  public static Tensor of(Tensor x) {
    return Tensor.of(new Erf(), x);
  }

  @Override
  public Gradients gradient(Tensor x, Tensor y, Tensor upstream) {
    return Gradients.of(upstream.times(Exp.of(x.squared().negated()).times(2 / Math.sqrt(Math.PI))));
  }
}
