package org.sungu.backend.cpu.lowering;

import java.util.List;
import java.util.Set;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.CustomOp;
import org.sungu.graph.Node;
import org.sungu.tensor.NDArray;

/// Ops that somebody has written in Java.
final class CustomLowering {
  private CustomLowering() {}

  /// The views of the node's outputs.
  static List<View> lower(CustomOp op, Node node, Lowering lowering) {
    List<View> inputs = node.inputs().stream().map(input -> lowering.contiguous(lowering.view(input))).toList();
    List<View> results = node.outputs().stream().map(tensor -> lowering.create(tensor.type())).toList();
    // A single row rather than a piece, which might run beside other steps: nobody promises that the op may.
    lowering.add(Step.of(op.name(), inputs, results, List.of(),
        new Cut(1, 1, 1, 0, Set.of(), (_, _) -> Piece.of(addresses -> kernel(op, inputs, results, addresses)))));
    return results;
  }

  private static Kernel kernel(CustomOp op, List<View> inputs, List<View> results, Addresses addresses) {
    List<NDArray> arguments = inputs.stream().map(view -> Memory.array(view.type(), addresses.of(view))).toList();
    List<NDArray> targets = results.stream().map(view -> Memory.array(view.type(), addresses.of(view))).toList();
    return () -> {
      List<NDArray> values = op.evaluate(arguments);
      for (int i = 0; i < targets.size(); i++) {
        NDArray target = targets.get(i);
        NDArray value = values.get(i);
        if (value.dtype() != target.dtype() || !value.shape().equals(target.shape())) {
          throw new IllegalStateException(op.name() + " returned " + value + " as output " + i + "; expected " + target.dtype().kerasName()
              + target.shape() + " as it inferred");
        }
        target.segment().copyFrom(value.segment());
      }
    };
  }
}
