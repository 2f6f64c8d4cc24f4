package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.List;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.PointwiseCode;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.kernel.StridedCopy;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Movement;
import org.sungu.graph.Node;
import org.sungu.graph.Pad;
import org.sungu.graph.Reshape;
import org.sungu.graph.Reverse;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Movements of elements. Most only look at a buffer in another way.
final class MovementLowering {
  private MovementLowering() {}

  static View lower(Movement op, Node node, Lowering lowering) {
    View x = lowering.view(node.input(0));
    return switch (op) {
      case Reshape reshape -> reshape(x, reshape.shape(), lowering);
      case Broadcast broadcast -> x.with(broadcast.shape(), x.offset(), x.stridesWithin(broadcast.shape()));
      case Transpose transpose -> transpose(x, transpose);
      case Slice slice -> slice(x, slice);
      case Reverse reverse -> reverse(x, reverse.axis());
      case Pad pad -> pad(x, pad, node, lowering);
      case Concatenate concatenate -> concatenate(concatenate, node, lowering);
    };
  }

  private static View reshape(View x, Shape shape, Lowering lowering) {
    View contiguous = lowering.contiguous(x);
    return contiguous.with(shape, contiguous.offset(), shape.strides());
  }

  private static View transpose(View x, Transpose op) {
    int rank = x.shape().rank();
    int[] sizes = new int[rank];
    long[] strides = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = x.shape().size(op.permutation().get(axis));
      strides[axis] = x.strides()[op.permutation().get(axis)];
    }
    return x.with(Shape.of(sizes), x.offset(), strides);
  }

  private static View slice(View x, Slice op) {
    long[] strides = x.strides();
    long offset = x.offset();
    for (int axis = 0; axis < strides.length; axis++) {
      // The start of an empty slice may lie outside.
      offset += op.size().size(axis) == 0 ? 0 : op.start().size(axis) * strides[axis];
      strides[axis] *= op.step().size(axis);
    }
    return x.with(op.size(), offset, strides);
  }

  private static View reverse(View x, int axis) {
    long[] strides = x.strides();
    long offset = x.offset() + Math.max(0, x.shape().size(axis) - 1) * strides[axis];
    strides[axis] = -strides[axis];
    return x.with(x.shape(), offset, strides);
  }

  private static View pad(View x, Pad op, Node node, Lowering lowering) {
    View result = lowering.create(node.output(0).type());
    long[] strides = result.strides();
    long offset = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      offset += op.low().size(axis) * strides[axis];
      strides[axis] *= op.interior().size(axis) + 1;
    }
    View filler = lowering.constant(NDArray.scalar(x.dtype(), op.value()));
    View repeated = filler.with(result.shape(), 0, filler.stridesWithin(result.shape()));
    View interior = result.with(x.shape(), offset, strides);
    lowering.add(Step.of("pad", List.of(x, filler), result, addresses -> {
      Kernel fill = op.value() == 0 ? zero(addresses.of(result), result.byteSize()) : copy(repeated, result, addresses);
      Kernel copy = copy(x, interior, addresses);
      return new KernelSequence(fill, copy);
    }));
    return result;
  }

  private static Kernel zero(long address, long bytes) {
    return () -> Memory.zero(address, bytes);
  }

  /// Parts that were computed in their places stay there, the others are copied.
  private static View concatenate(Concatenate op, Node node, Lowering lowering) {
    List<View> from = new ArrayList<>();
    List<View> to = new ArrayList<>();
    View result = lowering.result(node.output(0));
    List<View> places = places(op, node, result);
    for (int i = 0; i < places.size(); i++) {
      View part = lowering.view(node.input(i));
      if (part.buffer() != result.buffer()) {
        from.add(part);
        to.add(places.get(i));
      }
    }
    if (!from.isEmpty()) {
      lowering.add(Step.of("concatenate", from, result, new CodedKernel(addresses -> {
        List<Kernel> copies = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
          copies.add(copy(from.get(i), to.get(i), addresses));
        }
        return new KernelSequence(copies.toArray(Kernel[]::new));
      }, (builder, locations) -> {
        for (int i = 0; i < from.size(); i++) {
          PointwiseCode.copy(from.get(i), to.get(i), builder, locations);
        }
      })));
    }
    return result;
  }

  /// Where the operands of a concatenation lie in its result.
  static List<View> places(Concatenate op, Node node, View result) {
    List<View> places = new ArrayList<>();
    long offset = 0;
    for (Tensor input : node.inputs()) {
      places.add(result.with(input.shape(), offset, result.strides()));
      offset += input.shape().size(op.axis()) * result.strides()[op.axis()];
    }
    return places;
  }

  private static Kernel copy(View from, View to, Addresses addresses) {
    return StridedCopy.of(from.shape(), from.dtype().byteSize(), addresses.of(from), from.strides(), addresses.of(to), to.strides());
  }
}
