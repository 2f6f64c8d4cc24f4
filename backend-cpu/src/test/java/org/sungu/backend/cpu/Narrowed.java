package org.sungu.backend.cpu;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Cast;
import org.sungu.graph.MatMul;
import org.sungu.graph.Node;
import org.sungu.graph.Pointwise;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.rewrite.NodeRewrite;
import org.sungu.tensor.DType;

/// Computes some ops of a program in bfloat16 instead of float32, chosen by chance.
final class Narrowed implements NodeRewrite {
  private final Random random;

  Narrowed(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public @Nullable Tensor replace(Node node) {
    boolean computes = switch (node.op()) {
      case Cast _ -> false;
      case Pointwise _, ReduceSum _, ReduceMax _, MatMul _ -> true;
      default -> false;
    };
    boolean floats = node.inputs().stream().anyMatch(input -> input.dtype() == DType.FLOAT32);
    if (!computes || !floats || random.nextInt(3) == 0) {
      return null;
    }
    List<Tensor> narrow = node.inputs().stream().map(input -> input.dtype() == DType.FLOAT32 ? input.cast(DType.BFLOAT16) : input).toList();
    Tensor result = Node.of(node.op(), narrow).output(0);
    return result.dtype() == DType.BFLOAT16 ? result.cast(DType.FLOAT32) : result;
  }
}
