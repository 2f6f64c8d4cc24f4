package org.sungu.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sungu.graph.Tensor;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.merging.Add;
import org.sungu.nn.layer.preprocessing.Rescaling;
import org.sungu.nn.layer.recurrent.Bidirectional;
import org.sungu.nn.layer.recurrent.LSTM;
import org.sungu.nn.layer.reshaping.Flatten;

/// Which layers take another policy.
class NetworkPolicyTest {
  private static Map<String, String> policies(Network network) {
    Map<String, String> policies = new LinkedHashMap<>();
    network.layers().forEach(named -> policies.put(named.name(), named.layer().dtype().kerasName()));
    return policies;
  }

  @Test
  void whatPreparesAndWhatGivesOutputsStays() {
    Network network = Network.sequential(InputLayer.of("x", "float32", 4, 4), Rescaling.of(0.5, 0), Flatten.of(), Dense.of(8),
        Dense.of(5).withDtype(DTypePolicy.FLOAT64), Dense.of(6), Dense.of(3, Activation.SOFTMAX));
    Network mixed = network.withPolicy(DTypePolicy.MIXED_BFLOAT16);
    assertEquals(Map.of("x", "float32", "rescaling", "float32", "flatten", "float32", "dense", "mixed_bfloat16", "dense_1", "float64",
        "dense_2", "mixed_bfloat16", "dense_3", "float32"), policies(mixed));
    assertEquals(Network.Kind.SEQUENTIAL, mixed.kind());
    assertEquals(policies(network), policies(mixed.withPolicy(DTypePolicy.FLOAT32)));
  }

  @Test
  void layersBehindLearningOnesChangeWithThem() {
    LayerOutput x = InputLayer.of("x", "float32", 4);
    Dense shared = Dense.of(4).withName("shared");
    LayerOutput sum = Add.of().on(shared.on(x), shared.on(shared.on(x)));
    Network mixed = Network.functional(List.of(x), List.of(Dense.of(1).withName("last").on(sum))).withPolicy(DTypePolicy.MIXED_BFLOAT16);
    assertEquals(Map.of("x", "float32", "shared", "mixed_bfloat16", "add", "mixed_bfloat16", "last", "float32"), policies(mixed));
    assertEquals(3, mixed.layers().get(1).applications().size());
  }

  @Test
  void layersWithinLayersChangeToo() {
    LayerOutput y = InputLayer.of("y", "float32", 4);
    Network inner = Network.functional("inner", List.of(y), List.of(Dense.of(4).withName("within").on(y)));
    LayerOutput x = InputLayer.of("x", "float32", 7, 2);
    LayerOutput both = Bidirectional.of(LSTM.of(2)).on(x);
    Network mixed = Network.functional(List.of(x), List.of(Dense.of(1).on(inner.on(both)))).withPolicy(DTypePolicy.MIXED_BFLOAT16);
    Bidirectional bidirectional = (Bidirectional) mixed.layers().get(1).layer();
    assertEquals(DTypePolicy.MIXED_BFLOAT16, bidirectional.layer().dtype());
    assertEquals(Map.of("y", "float32", "within", "mixed_bfloat16"), policies((Network) mixed.layers().get(2).layer()));
  }

  /// A layer of somebody's own, which nobody else sees.
  private record Doubled(@Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer {
    @Override
    public Tensor apply(Scope scope, Tensor input) {
      return input.plus(input);
    }
  }

  @Test
  void layersThatOthersDoNotSeeChangeToo() {
    Network network = Network.sequential(InputLayer.of("x", "float32", 4), new Doubled("doubled", true, DTypePolicy.FLOAT32), Dense.of(1));
    assertEquals("mixed_bfloat16", policies(network.withPolicy(DTypePolicy.MIXED_BFLOAT16)).get("doubled"));
  }
}
