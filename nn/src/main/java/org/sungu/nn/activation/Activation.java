package org.sungu.nn.activation;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.sungu.graph.Maximum;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Softmax;

/// The activation functions by their Keras names. Source: [keras.io](https://keras.io/api/layers/activations/).
public enum Activation {
  /// `x`.
  LINEAR(x -> x),
  /// `max(x, 0)`.
  RELU(x -> Maximum.of(x, 0)),
  /// `1/(1 + e⁻ˣ)`.
  SIGMOID(Sigmoid::of),
  /// The hyperbolic tangent.
  TANH(Tanh::of),
  /// `eˣ / Σ eˣ` over the last axis.
  SOFTMAX(x -> Softmax.of(x, -1));

  @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
  private final UnaryOperator<Tensor> function;

  Activation(UnaryOperator<Tensor> function) {
    this.function = function;
  }

  /// Builds the function's graph.
  public Tensor of(Tensor x) {
    return function.apply(x);
  }

  /// The name in Keras files, such as `leaky_relu`.
  public String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
