package org.sungu.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sungu.tensor.Shape;

/// The axes in another order: output axis i is input axis `permutation[i]`.
public record Transpose(List<Integer> permutation) implements Movement {
  public Transpose {
    permutation = List.copyOf(permutation);
  }

  public static Tensor of(Tensor x, int... permutation) {
    return Tensor.of(new Transpose(Arrays.stream(permutation).boxed().toList()), x);
  }

  /// The last two axes exchanged.
  public static Tensor ofLastAxes(Tensor x) {
    int[] permutation = IntStream.range(0, x.rank()).toArray();
    permutation[x.rank() - 1] = x.rank() - 2;
    permutation[x.rank() - 2] = x.rank() - 1;
    return of(x, permutation);
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    List<Integer> sorted = permutation.stream().sorted().toList();
    if (!sorted.equals(IntStream.range(0, x.shape().rank()).boxed().toList())) {
      throw new ShapeException("transpose: got permutation " + permutation + " of " + x + "; expected every axis once");
    }
    return x.withShape(Shape.of(permutation.stream().mapToInt(axis -> x.shape().size(axis)).toArray()));
  }

  @Override
  public Gradients gradient(Tensor output, List<Tensor> inputs, Tensor upstream) {
    List<Integer> inverse = new ArrayList<>(Collections.nCopies(permutation.size(), 0));
    for (int i = 0; i < permutation.size(); i++) {
      inverse.set(permutation.get(i), i);
    }
    return Gradients.of(Tensor.of(new Transpose(inverse), upstream));
  }
}
