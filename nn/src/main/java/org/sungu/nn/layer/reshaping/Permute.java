package org.sungu.nn.layer.reshaping;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;

/// The axes of every sample in another order. Source: [keras.io](https://keras.io/api/layers/reshaping_layers/permute/).
///
/// @param dims which axis of the input is put where: the first axis behind the samples is 1
@RecordBuilder
public record Permute(List<Integer> dims, @Nullable String name, boolean trainable, DTypePolicy dtype) implements UnaryLayer, PermuteBuilder.With {
  public Permute {
    dims = List.copyOf(dims);
    if (!dims.stream().sorted().toList().equals(IntStream.rangeClosed(1, dims.size()).boxed().toList())) {
      throw new IllegalArgumentException("Permute got dims = " + dims + "; expected each of 1 to " + dims.size() + " once");
    }
  }

  public static Permute of(Integer... dims) {
    return new Permute(List.of(dims), null, true, DTypePolicy.FLOAT32);
  }

  @Override
  public boolean isPreprocessing() {
    return true;
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    if (input.rank() != dims.size() + 1) {
      throw new ShapeException("got input " + input.type() + "; expected " + dims.size() + " axes behind the samples, as many as dims = " + dims);
    }
    int[] order = IntStream.rangeClosed(0, dims.size()).map(axis -> axis == 0 ? 0 : dims.get(axis - 1)).toArray();
    return Transpose.of(dtype.autocast(input), order);
  }
}
