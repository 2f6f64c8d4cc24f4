package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.PoolingCode;
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
import org.sungu.tensor.Shape;

/// Windows over spatial axes.
final class PoolingLowering {
  private static final double NANOSECONDS_AN_ELEMENT = 0.12;

  private PoolingLowering() {}

  static View lower(Pooling op, Node node, Lowering lowering) {
    if (PooledConvolution.suits(node.input(0).node(), lowering)) {
      return PooledConvolution.lower(node, lowering);
    }
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
    Shape spatial = (op instanceof WindowSpread ? result : inputs.getFirst()).shape().range(1, result.shape().rank() - 1);
    boolean coded = PoolingCode.suits(op, spatial, channels, inputs.getFirst().equals(second));
    List<View> operands = new ArrayList<>(inputs);
    operands.add(result);
    // Windows that overlap add to the same positions, so arrays of the batch are the least that can be cut, but for a single one of which windows are read.
    boolean single = PoolingCode.writesWindows(op) && result.shape().size(0) == 1;
    Rows rows = single ? rowsOfWindows(op, coded, spatial, inputs.getFirst(), result) : Rows.of(result.shape().size(0), result.shape(), List.of(), operands);
    long windows = (long) map.windows() * result.shape().size(0) / rows.count();
    double nanoseconds = NANOSECONDS_AN_ELEMENT * rows.count() * windows * map.size() * channels;
    lowering.add(Step.of(op.name(), inputs, List.of(result), List.of(), new Cut(rows.count(), 1, 1, nanoseconds, rows.along(), (from, to) -> {
      PoolingProblem problem = new PoolingProblem(op, map, channels, from * windows, to * windows);
      Function<Addresses, Kernel> kernel = addresses -> kernels.pooling(problem, addresses.of(inputs.getFirst()), addresses.of(second), addresses.of(result));
      return Piece.of(coded ? new CodedKernel(kernel, (builder, locations) -> PoolingCode.emit(problem, spatial, locations.of(inputs.getFirst()), locations.of(second),
          locations.of(result), builder)) : kernel);
    })));
  }

  private static Rows rowsOfWindows(Pooling op, boolean beside, Shape spatial, View from, View to) {
    boolean inRows = beside && spatial.size(0) == to.shape().size(1) * op.window().size(0);
    return new Rows(to.shape().size(1), inRows ? Set.of(from.buffer(), to.buffer()) : Set.of(to.buffer()));
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
