package org.sungu.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The gradients with respect to a node's inputs, in their order. No gradient flows where the entry is null.
public final class Gradients {
  private static final Gradients NONE = new Gradients(List.of());

  private final List<@Nullable Tensor> values;

  private Gradients(List<@Nullable Tensor> values) {
    this.values = values;
  }

  /// No gradient flows to any input: the output is piecewise constant, or not a number that varies smoothly.
  public static Gradients none() {
    return NONE;
  }

  public static Gradients of(@Nullable Tensor... values) {
    List<@Nullable Tensor> list = new ArrayList<>(values.length);
    for (Tensor value : values) {
      list.add(value);
    }
    return new Gradients(list);
  }

  public static Gradients of(List<Tensor> values) {
    return new Gradients(new ArrayList<>(values));
  }

  /// The gradient for an input, or null where none flows.
  public @Nullable Tensor get(int input) {
    return values.isEmpty() ? null : values.get(input);
  }
}
