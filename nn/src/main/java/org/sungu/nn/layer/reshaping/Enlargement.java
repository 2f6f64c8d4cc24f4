package org.sungu.nn.layer.reshaping;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Tensor;
import org.sungu.tensor.Shape;

/// Places repeated along the axes of space.
final class Enlargement {
  private Enlargement() {}

  /// Every place of `[n, …, channels]` so many times along each axis of space.
  static Tensor repeated(Tensor x, List<Integer> times) {
    List<Integer> apart = new ArrayList<>(List.of(x.shape().size(0)));
    List<Integer> stretched = new ArrayList<>(apart);
    Shape result = x.shape();
    for (int i = 0; i < times.size(); i++) {
      int size = x.shape().size(i + 1);
      apart.addAll(List.of(size, 1));
      stretched.addAll(List.of(size, times.get(i)));
      result = result.with(i + 1, Math.multiplyExact(size, times.get(i)));
    }
    apart.add(x.shape().size(-1));
    stretched.add(x.shape().size(-1));
    return Broadcast.of(x.reshape(sizes(apart)), Shape.of(sizes(stretched))).reshape(result.toArray());
  }

  private static int[] sizes(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }
}
