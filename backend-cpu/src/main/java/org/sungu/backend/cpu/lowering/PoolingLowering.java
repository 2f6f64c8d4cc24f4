package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.sungu.backend.cpu.kernel.GeneralPooling;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.WindowMap;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Rows;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.PoolingProblem;
import org.sungu.graph.Node;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.PlaceAtMaximum;
import org.sungu.graph.Pooling;
import org.sungu.graph.WindowSpread;
import org.sungu.graph.WindowSum;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// Windows over spatial axes.
final class PoolingLowering {
  private static final double NANOSECONDS_AN_ELEMENT = 0.12;

  private PoolingLowering() {}

  static View lower(Pooling op, Node node, Lowering lowering) {
    List<View> inputs = node.inputs().stream().map(input -> lowering.contiguous(lowering.view(input))).toList();
    View result = lowering.create(node.output(0).type());
    View first = inputs.getFirst();
    WindowMap map = WindowMap.of(op.windows(), op instanceof WindowSpread ? result.shape() : first.shape());
    if (result.dtype() == DType.FLOAT32 && result.elementCount() > 0 && first.elementCount() > 0) {
      addSplit(op, map, inputs, result, lowering);
    } else {
      addGeneral(op, new GeneralPooling(map, result.shape().size(-1)), inputs, result, lowering);
    }
    return result;
  }

  private static void addSplit(Pooling op, WindowMap map, List<View> inputs, View result, Lowering lowering) {
    View second = inputs.getLast();
    int channels = result.shape().size(-1);
    Kernels kernels = lowering.kernels();
    List<View> operands = new ArrayList<>(inputs);
    operands.add(result);
    if (result.shape().size(0) == 1 && (op instanceof PickMaximum || op instanceof WindowSum)) {
      addLines(op, map, inputs, result, lowering);
      return;
    }
    // Windows that overlap add to the same positions, so arrays of the batch are the least that can be cut.
    Rows rows = Rows.of(result.shape().size(0), result.shape(), List.of(), operands);
    double nanoseconds = NANOSECONDS_AN_ELEMENT * rows.count() * map.windows() * map.size() * channels;
    lowering.add(Step.of(op.name(), inputs, List.of(result), List.of(), new Cut(rows.count(), 1, 1, nanoseconds, rows.along(), (from, to) -> {
      PoolingProblem problem = new PoolingProblem(op, map, channels, from * map.windows(), to * map.windows());
      return Piece.of(addresses ->
          kernels.pooling(problem, addresses.of(inputs.getFirst()), addresses.of(second), addresses.of(result)));
    })));
  }

  /// A single array is cut between windows.
  private static void addLines(Pooling op, WindowMap map, List<View> inputs, View result, Lowering lowering) {
    int channels = result.shape().size(-1);
    int lines = result.shape().size(1);
    long windows = map.windows() / lines;
    double nanoseconds = NANOSECONDS_AN_ELEMENT * map.windows() * map.size() * channels;
    lowering.add(Step.of(op.name(), inputs, List.of(result), List.of(), new Cut(lines, 1, 1, nanoseconds, Set.of(result.buffer()), (from, to) -> {
      PoolingProblem problem = new PoolingProblem(op, map, channels, from * windows, to * windows);
      return Piece.of(addresses -> lowering.kernels().pooling(
          problem, addresses.of(inputs.getFirst()), addresses.of(inputs.getLast()), addresses.of(result)));
    })));
  }

  private static void addGeneral(Pooling op, GeneralPooling pooling, List<View> inputs, View result, Lowering lowering) {
    View first = inputs.getFirst();
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
  }

  private static void add(Pooling op, List<View> inputs, View result, long scratch, Lowering lowering, Function<Addresses, Kernel> kernel) {
    lowering.add(Step.of(op.name(), inputs, List.of(result), List.of(), new Piece(scratch, kernel)));
  }

  private static NDArray array(View view, Addresses addresses) {
    return Memory.array(view.type(), addresses.of(view));
  }
}
