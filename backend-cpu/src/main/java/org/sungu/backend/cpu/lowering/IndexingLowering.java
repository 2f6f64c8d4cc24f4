package org.sungu.backend.cpu.lowering;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.GatherCode;
import org.sungu.backend.cpu.code.ScatterCode;
import org.sungu.backend.cpu.kernel.GatherKernel;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.ScatterAddKernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Rows;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.Gather;
import org.sungu.graph.Indexing;
import org.sungu.graph.Node;
import org.sungu.graph.ScatterAdd;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Reading and writing at positions that another tensor gives.
final class IndexingLowering {
  private static final double NANOSECONDS_A_BYTE = 0.1;
  private static final long MOST_SCATTERING_PIECES = 4;

  private IndexingLowering() {}

  static View lower(Indexing op, Node node, Lowering lowering) {
    return switch (op) {
      case Gather gather -> gather(gather, node, lowering);
      case ScatterAdd scatter -> scatterAdd(scatter, node, lowering);
    };
  }

  private static View gather(Gather op, Node node, Lowering lowering) {
    View x = lowering.contiguous(lowering.view(node.input(0)));
    View indices = lowering.contiguous(lowering.view(node.input(1)));
    View result = lowering.create(node.output(0).type());
    Shape shape = x.shape();
    long outer = shape.range(0, op.axis()).elementCount();
    Shape slice = shape.range(op.axis() + 1, shape.rank());
    View missing = lowering.constant(NDArray.full(x.dtype(), slice, x.dtype().isFloating() ? Double.NaN : 0));
    long count = indices.elementCount();
    Shape flat = Shape.of(Math.toIntExact(count));
    Rows rows = outer == 1 ? Rows.of(Math.max(1, count), indices.shape(), List.of(indices), List.of(result)) : new Rows(1, Set.of());
    lowering.add(Step.of("gather", List.of(x, indices, missing), List.of(result), List.of(), new Cut(rows.count(), 1, 1,
        NANOSECONDS_A_BYTE * result.byteSize(), rows.along(), (from, to) -> {
          long size = count / rows.count();
          View part = indices.with(flat, indices.offset(), flat.strides()).slice(from * size, to * size);
          Function<Addresses, Kernel> kernel = addresses -> new GatherKernel(outer, shape.size(op.axis()), missing.byteSize(), addresses.of(x),
              Memory.array(part.type(), addresses.of(part)), addresses.of(missing), addresses.of(result) + from * size * missing.byteSize());
          return Piece.of(outer > 1 ? kernel : new CodedKernel(kernel, (builder, locations) ->
              GatherCode.emit(part, x, missing, locations.of(result).plus(from * size * missing.byteSize()), builder, locations)));
        })));
    return result;
  }

  private static View scatterAdd(ScatterAdd op, Node node, Lowering lowering) {
    View indices = lowering.contiguous(lowering.view(node.input(0)));
    View updates = lowering.contiguous(lowering.view(node.input(1)));
    View result = lowering.create(node.output(0).type());
    Shape shape = op.shape();
    long outer = shape.range(0, op.axis()).elementCount();
    long slice = shape.range(op.axis() + 1, shape.rank()).elementCount();
    int size = shape.size(op.axis());
    // Positions are cut, and every piece looks for its own among all indices.
    long rows = outer == 1 ? Math.max(1, size) : 1;
    Shape positions = Shape.of(size, Math.toIntExact(outer * slice));
    View slices = result.with(positions, 0, positions.strides());
    lowering.add(Step.of("scatterAdd", List.of(indices, updates), List.of(result), List.of(), new Cut(rows, 1,
        Math.ceilDiv(rows, MOST_SCATTERING_PIECES), NANOSECONDS_A_BYTE * (result.byteSize() + updates.byteSize()), Set.of(result.buffer()), (from, to) -> {
          View part = rows == 1 ? slices : slices.slice(from, to);
          long first = rows == 1 ? 0 : from;
          Function<Addresses, Kernel> kernel = addresses -> new ScatterAddKernel(outer, first, part.shape().size(0), slice,
              Memory.array(indices.type(), addresses.of(indices)), Memory.array(updates.type(), addresses.of(updates)),
              Memory.array(part.type(), addresses.of(part)));
          return Piece.of(outer > 1 ? kernel : new CodedKernel(kernel,
              (builder, locations) -> ScatterCode.emit(indices, updates, first, part, builder, locations)));
        })));
    return result;
  }
}
