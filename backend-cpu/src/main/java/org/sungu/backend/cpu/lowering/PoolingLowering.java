package org.sungu.backend.cpu.lowering;

import java.util.List;
import java.util.function.Function;
import org.sungu.backend.cpu.kernel.GeneralPooling;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.WindowMap;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.Node;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.PlaceAtMaximum;
import org.sungu.graph.Pooling;
import org.sungu.graph.WindowSpread;
import org.sungu.graph.WindowSum;
import org.sungu.tensor.NDArray;

/// Windows over spatial axes.
final class PoolingLowering {
  private PoolingLowering() {}

  static View lower(Pooling op, Node node, Lowering lowering) {
    List<View> inputs = node.inputs().stream().map(input -> lowering.contiguous(lowering.view(input))).toList();
    View result = lowering.create(node.output(0).type());
    View first = inputs.getFirst();
    WindowMap map = WindowMap.of(op.windows(), op instanceof WindowSpread ? result.shape() : first.shape());
    GeneralPooling pooling = new GeneralPooling(map, result.shape().size(-1));
    long sums = 8 * result.elementCount();
    switch (op) {
      case PickMaximum _ -> add(op, inputs, result, 0, lowering, addresses -> pooling.pick(array(first, addresses),
          array(inputs.get(1), addresses), array(result, addresses)));
      case PlaceAtMaximum _ -> add(op, inputs, result, sums, lowering, addresses -> pooling.place(array(first, addresses),
          array(inputs.get(1), addresses), array(result, addresses), addresses.scratch()));
      case WindowSum _ -> add(op, inputs, result, 0, lowering,
          addresses -> pooling.sum(array(first, addresses), array(result, addresses)));
      case WindowSpread _ -> add(op, inputs, result, sums, lowering,
          addresses -> pooling.spread(array(first, addresses), array(result, addresses), addresses.scratch()));
    }
    return result;
  }

  private static void add(Pooling op, List<View> inputs, View result, long scratch, Lowering lowering, Function<Addresses, Kernel> kernel) {
    lowering.add(Step.of(op.name(), inputs, result, kernel).withScratch(scratch));
  }

  private static NDArray array(View view, Addresses addresses) {
    return Memory.array(view.type(), addresses.of(view));
  }
}
