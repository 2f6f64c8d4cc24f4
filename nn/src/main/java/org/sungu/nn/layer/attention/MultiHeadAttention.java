package org.sungu.nn.layer.attention;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Einsum;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Layer;
import org.sungu.nn.PartialShape;
import org.sungu.nn.Scope;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.GlorotUniform;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.Zeros;
import org.sungu.nn.layer.core.EinsumDense;
import org.sungu.nn.regularizer.Regularizer;

/// Attention with several heads: each projects queries `[n, t, …]`, keys and values `[n, s, …]` by matrices of its own and mixes the values by
/// `softmax(q·kᵀ / √keyDim)`; a last projection joins the heads. Source: [keras.io](https://keras.io/api/layers/attention_layers/multi_head_attention/);
/// [Vaswani et al., 2017](https://arxiv.org/abs/1706.03762).
///
/// Inputs are query, value and, if it is not the value, key; then masks by name: `attention_mask` `[n, t, s]` is true where a query looks at a key. Positions
/// that the inputs' own masks leave out are not looked at; the result has the query's mask. As in Keras the inputs have none for the layers behind, so that a sum of
/// query and result has none either. The flag `use_causal_mask` lets no query look at later keys.
///
/// @param valueDim the size of a head's values
/// @param useGate whether heads are multiplied by a sigmoid of the query
/// @param outputShape the sizes of the result's last axes; null for the query's
/// @param attentionAxes the axes along which queries look at keys; null for all but samples and features
/// @param slidingWindow how near a key has to be: less than so many steps away; null for any
/// @param seed Keras's seed, kept for files; numbers come from the run's seed
@RecordBuilder
public record MultiHeadAttention(
    int numHeads,
    int keyDim,
    int valueDim,
    double dropout,
    boolean useBias,
    boolean useGate,
    @Nullable PartialShape outputShape,
    @Nullable List<Integer> attentionAxes,
    @Nullable Integer slidingWindow,
    Initializer kernelInitializer,
    Initializer biasInitializer,
    @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer biasRegularizer,
    @Nullable Regularizer activityRegularizer,
    @Nullable Constraint kernelConstraint,
    @Nullable Constraint biasConstraint,
    @Nullable Long seed,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements Layer, MultiHeadAttentionBuilder.With {
  private static final List<String> PARAMETERS = List.of("query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask");
  private static final Map<String, String> ATTRIBUTES =
      Map.of("query", "query_dense", "key", "key_dense", "value", "value_dense", "gate", "_gate_dense", "attention_output", "output_dense");

  public MultiHeadAttention {
    if (numHeads < 1 || keyDim < 1 || valueDim < 1) {
      throw new IllegalArgumentException("MultiHeadAttention got numHeads = " + numHeads + ", keyDim = " + keyDim + ", valueDim = " + valueDim
          + "; expected at least 1 each");
    }
  }

  /// Keras's defaults: values as large as keys, biases, no dropout.
  public static MultiHeadAttention of(int numHeads, int keyDim) {
    return new MultiHeadAttention(numHeads, keyDim, keyDim, 0, true, false, null, null, null, new GlorotUniform(), new Zeros(), null, null, null,
        null, null, null, null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public List<String> parameters() {
    return PARAMETERS;
  }

  @Override
  public Set<String> callFlags() {
    return Set.of(AttentionMask.CAUSAL);
  }

  @Override
  public String attribute(String part) {
    return ATTRIBUTES.getOrDefault(part, part);
  }

  @Override
  public List<Tensor> apply(Scope scope, List<Tensor> inputs) {
    Tensor query = scope.call().input("query", PARAMETERS, inputs);
    Tensor value = scope.call().input("value", PARAMETERS, inputs);
    Tensor given = scope.call().input("key", PARAMETERS, inputs);
    if (query == null || value == null || query.rank() < 3 || value.rank() != query.rank()) {
      throw new ShapeException("got inputs " + inputs.stream().map(Tensor::type).toList() + "; expected a query and a value with samples, steps and features");
    }
    Tensor key = given == null ? value : given;
    AttentionEquations equations = AttentionEquations.of(query.rank(), attentionAxes);
    Tensor queryMask = scope.mask(query);
    Tensor mask = AttentionMask.of(scope, inputs, PARAMETERS, query, value, given, slidingWindow);
    List.of(query, value, key).forEach(input -> scope.setMask(input, null));
    Tensor q = split("query", keyDim, scope, query);
    Tensor k = split("key", keyDim, scope, key);
    Tensor gate = useGate ? split("gate", valueDim, scope, query) : null;
    Tensor v = split("value", valueDim, scope, value);
    Tensor scores = Einsum.of(equations.scores(), k, q.times(1 / Math.sqrt(keyDim)));
    Tensor weights = AttentionWeights.of(scope, scores, equations.widen(mask), equations.normalized(), dropout);
    Tensor mixed = Einsum.of(equations.mixture(), weights, v);
    Tensor result = join(scope, gate == null ? mixed : mixed.times(gate), query);
    scope.setMask(result, queryMask);
    return List.of(result);
  }

  private Tensor split(String part, int size, Scope scope, Tensor input) {
    EinsumDense dense = projection(AttentionEquations.projection(input.rank() - 1, 1, 2), AttentionEquations.open(input.rank() - 2, numHeads, size));
    return (part.equals("gate") ? dense.withActivation(Activation.SIGMOID) : dense).apply(scope.child(part, true), input);
  }

  private Tensor join(Scope scope, Tensor heads, Tensor query) {
    int[] sizes = outputShape == null ? new int[] {query.shape().size(-1)} : outputShape.sizes().stream().mapToInt(Integer::intValue).toArray();
    String equation = AttentionEquations.projection(query.rank() - 1, 2, sizes.length);
    return projection(equation, AttentionEquations.open(query.rank() - 2, sizes)).apply(scope.child("attention_output", true), heads);
  }

  private EinsumDense projection(String equation, PartialShape shape) {
    String kernel = equation.substring(equation.indexOf(',') + 1, equation.indexOf('-'));
    String output = equation.substring(equation.indexOf('>') + 1);
    String bias = output.chars().filter(letter -> kernel.indexOf(letter) >= 0).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
    return new EinsumDense(equation, shape, Activation.LINEAR, useBias ? bias : null, kernelInitializer, biasInitializer, kernelRegularizer,
        biasRegularizer, activityRegularizer, kernelConstraint, biasConstraint, null, true, dtype);
  }
}
