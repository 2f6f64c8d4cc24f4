package org.sungu.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Samples held in memory: named model inputs, targets and optional sample weights, all with the samples along axis 0.
///
/// @param inputs the arrays by input name, in the model's input order
/// @param targets one array per model output, in output order; empty where there is nothing to compare with
/// @param sampleWeights one weight per sample, shape `[n]`, or null for equal weights
public record ArrayDataset(
    Map<String, HostArray> inputs, List<NDArray> targets, @Nullable NDArray sampleWeights) {

  /// @throws IllegalArgumentException if there is no array at all, or arrays differ in the number of samples
  public ArrayDataset {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    targets = List.copyOf(targets);
    int size = -1;
    String first = "";
    for (var input : inputs.entrySet()) {
      String name = "input '" + input.getKey() + "'";
      size = checkedSize(size, first, name, input.getValue());
      first = first.isEmpty() ? name : first;
    }
    for (int i = 0; i < targets.size(); i++) {
      String name = "target " + i;
      size = checkedSize(size, first, name, targets.get(i));
      first = first.isEmpty() ? name : first;
    }
    if (size < 0) {
      throw new IllegalArgumentException("a dataset without arrays; expected at least one input");
    }
    if (sampleWeights != null && !sampleWeights.shape().equals(Shape.of(size))) {
      throw new IllegalArgumentException(
          "sample weights of shape " + sampleWeights.shape() + " for " + size + " samples; expected " + Shape.of(size));
    }
  }

  private static int checkedSize(int size, String first, String name, HostArray array) {
    if (array.shape().rank() == 0) {
      throw new IllegalArgumentException(name + " is a scalar; expected the samples along axis 0");
    }
    int own = array.shape().size(0);
    if (size >= 0 && own != size) {
      throw new IllegalArgumentException(
          name + " has " + own + " samples, but " + first + " has " + size + "; expected equal numbers");
    }
    return own;
  }

  /// A dataset without sample weights.
  public static ArrayDataset of(Map<String, ? extends HostArray> inputs, NDArray... targets) {
    return new ArrayDataset(new LinkedHashMap<>(inputs), List.of(targets), null);
  }

  /// Number of samples.
  public int size() {
    HostArray any = inputs.isEmpty() ? targets.getFirst() : inputs.values().iterator().next();
    return any.shape().size(0);
  }

  /// The given samples, in that order, as a new dataset.
  public ArrayDataset rows(int[] indices) {
    var picked = new LinkedHashMap<String, HostArray>();
    inputs.forEach((name, array) -> picked.put(name, array.rows(indices)));
    return new ArrayDataset(
        picked,
        targets.stream().map(target -> target.rows(indices)).toList(),
        sampleWeights == null ? null : sampleWeights.rows(indices));
  }

  /// The order in which an epoch visits the samples: a permutation fixed by seed and epoch ([Permutation]).
  public int[] shuffledOrder(long seed, int epoch) {
    return Permutation.of(size(), Permutation.derivedSeed(seed, epoch));
  }
}
