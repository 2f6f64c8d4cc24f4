package org.sungu.nn.activation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.sungu.graph.Exp;
import org.sungu.graph.Maximum;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Celu;
import org.sungu.graph.composed.Clip;
import org.sungu.graph.composed.Elu;
import org.sungu.graph.composed.Gelu;
import org.sungu.graph.composed.Glu;
import org.sungu.graph.composed.HardShrink;
import org.sungu.graph.composed.HardSigmoid;
import org.sungu.graph.composed.HardSilu;
import org.sungu.graph.composed.LeakyRelu;
import org.sungu.graph.composed.LogSigmoid;
import org.sungu.graph.composed.LogSoftmax;
import org.sungu.graph.composed.Mish;
import org.sungu.graph.composed.Selu;
import org.sungu.graph.composed.Silu;
import org.sungu.graph.composed.SoftShrink;
import org.sungu.graph.composed.Softmax;
import org.sungu.graph.composed.Softplus;
import org.sungu.graph.composed.Softsign;
import org.sungu.graph.composed.SparsePlus;
import org.sungu.graph.composed.SparseSigmoid;
import org.sungu.graph.composed.Sparsemax;
import org.sungu.graph.composed.Squareplus;
import org.sungu.graph.composed.Step;
import org.sungu.graph.composed.TanhShrink;
import org.sungu.nn.registry.Spelling;

/// The activation functions by their Keras names, with Keras's default arguments. Functions with other arguments are layers
/// of their own, or the functions in `org.sungu.graph.composed`.
///
/// Source: [keras.io](https://keras.io/api/layers/activations/).
public enum Activation {
  /// `x`.
  LINEAR(x -> x),
  /// 1 where x ≥ 0, 0 elsewhere; the gradient is 0. Sungu's own: Keras has no such function, so a file that names it opens in
  /// Keras only where one is registered under that name.
  STEP(Step::of),
  /// `1/(1 + e⁻ˣ)`.
  SIGMOID(Sigmoid::of),
  /// The hyperbolic tangent.
  TANH(Tanh::of),
  /// `max(x, 0)`.
  RELU(x -> Maximum.of(x, 0)),
  /// `x` where x ≥ 0, `0.2·x` below.
  LEAKY_RELU(x -> LeakyRelu.of(x, 0.2)),
  /// `max(x, 0)`, at most 6.
  RELU6(x -> Clip.of(x, 0, 6)),
  /// `x` where x > 0, `eˣ - 1` elsewhere.
  ELU(x -> Elu.of(x, 1)),
  /// `1.0507·x` where x > 0, `1.0507·1.6733·(eˣ - 1)` elsewhere.
  SELU(Selu::of),
  /// As [#ELU]; the two differ in what `alpha` does.
  CELU(x -> Celu.of(x, 1)),
  /// `x·Φ(x)` with the normal distribution Φ, exactly (not the tanh approximation).
  GELU(x -> Gelu.of(x, false)),
  /// `x·sigmoid(x)`, also called swish.
  SILU(Silu::of),
  /// `x·tanh(softplus(x))`.
  MISH(Mish::of),
  /// `ln(1 + eˣ)`.
  SOFTPLUS(Softplus::of),
  /// `(x + √(x² + 4))/2`.
  SQUAREPLUS(x -> Squareplus.of(x, 4)),
  /// `x/(1 + |x|)`.
  SOFTSIGN(Softsign::of),
  /// `eˣ / Σ eˣ` over the last axis.
  SOFTMAX(x -> Softmax.of(x, -1)),
  /// `x - ln Σ eˣ` over the last axis.
  LOG_SOFTMAX(x -> LogSoftmax.of(x, -1)),
  /// The nearest point of the probability simplex, over the last axis.
  SPARSEMAX(x -> Sparsemax.of(x, -1)),
  /// `ln sigmoid(x)`.
  LOG_SIGMOID(LogSigmoid::of),
  /// `eˣ`.
  EXPONENTIAL(Exp::of),
  /// `x/6 + 1/2` limited to the range from 0 to 1.
  HARD_SIGMOID(HardSigmoid::of),
  /// `x·hard_sigmoid(x)`, also called hard swish.
  HARD_SILU(HardSilu::of),
  /// `x` limited to the range from -1 to 1.
  HARD_TANH(x -> Clip.of(x, -1, 1)),
  /// `x - tanh(x)`.
  TANH_SHRINK(TanhShrink::of),
  /// `x` where |x| > 0.5, 0 elsewhere.
  HARD_SHRINK(x -> HardShrink.of(x, 0.5)),
  /// `x` drawn toward 0 by 0.5.
  SOFT_SHRINK(x -> SoftShrink.of(x, 0.5)),
  /// 0 where x ≤ -1, `x` where x ≥ 1, `(x + 1)²/4` between.
  SPARSE_PLUS(SparsePlus::of),
  /// `(x + 1)/2` limited to the range from 0 to 1.
  SPARSE_SIGMOID(SparseSigmoid::of),
  /// The first half of the last axis times the sigmoid of the second half.
  GLU(x -> Glu.of(x, -1));

  private static final Map<String, Activation> ALIASES = Map.of("swish", SILU, "hard_swish", HARD_SILU);

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

  /// The function of that Keras name, `swish` and `hard_swish` included.
  ///
  /// @throws IllegalArgumentException if there is none, naming those that look alike
  public static Activation ofKerasName(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    Activation alias = ALIASES.get(key);
    if (alias != null) {
      return alias;
    }
    for (Activation activation : values()) {
      if (activation.kerasName().equals(key)) {
        return activation;
      }
    }
    List<String> names = Arrays.stream(values()).map(Activation::kerasName).toList();
    throw new IllegalArgumentException("unknown activation '" + name + "'; " + Spelling.suggestion(key, names));
  }
}
