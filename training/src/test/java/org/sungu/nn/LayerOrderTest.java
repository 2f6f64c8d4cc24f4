package org.sungu.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.merging.Add;
import org.sungu.nn.layer.merging.Concatenate;

/// `[layer.name for layer in model.layers]` of the same models in Keras 3.15.1: a file's weights are counted in that order.
class LayerOrderTest {
  private static Dense dense(String name) {
    return Dense.of(4).withName(name);
  }

  private static List<String> names(Network network) {
    return network.layers().stream().map(Network.NamedLayer::name).toList();
  }

  @Test
  void longBranchesComeFirst() {
    LayerOutput x = InputLayer.of("x", "float32", 4);
    LayerOutput shortBranch = dense("c").on(x);
    LayerOutput longBranch = dense("b").on(dense("a").on(x));
    LayerOutput joined = Concatenate.of().withName("joined").on(shortBranch, longBranch);
    assertEquals(List.of("x", "a", "c", "b", "joined"), names(Network.functional(List.of(x), List.of(joined))));
  }

  @Test
  void sharedLayersStandWhereTheyAreFirstNeeded() {
    LayerOutput x = InputLayer.of("x", "float32", 4);
    LayerOutput y = InputLayer.of("y", "float32", 4);
    LayerOutput unused = InputLayer.of("z", "float32", 4);
    Dense shared = dense("s");
    LayerOutput second = shared.on(y);
    LayerOutput sum = Add.of().withName("add").on(dense("b").on(y), shared.on(dense("a").on(x)));
    Network network = Network.functional(List.of(x, y, unused), List.of(second, sum));
    assertEquals(List.of("x", "y", "a", "s", "b", "z", "add"), names(network));
  }
}
