package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;
import org.sungu.backend.cpu.kernel.Loops;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.FusedPointwise;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// The code of a chain of pointwise ops: one loop over registers' worth of elements, in which every intermediate value stays in a
/// register.
///
/// RDX counts bytes of the float32 arrays that lie in order, R9 those of booleans. Where an operand is repeated there are two loops: RCX
/// counts bytes along a row and R8 bytes along a column.
public final class PointwiseCode {
  /// How an operand is found from one element to the next.
  private enum Walk {
    IN_ORDER,
    ALONG_ROW,
    ALONG_COLUMN
  }

  private static final long MOST_SLICES = 16;
  private static final int MOST_LANES = 16;

  private final FusedPointwise op;
  private final List<View> inputs;
  private final List<View> results;
  private final Shape shape;
  private final long first;
  private final long end;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final StepCode steps;

  private PointwiseCode(FusedPointwise op, List<View> inputs, List<View> results, long first, long end, CodeBuilder builder) {
    this.op = op;
    this.inputs = inputs;
    this.results = results;
    this.shape = results.getFirst().shape();
    this.first = first;
    this.end = end;
    this.builder = builder;
    this.code = builder.vectors();
    this.steps = new StepCode(op, inputs, builder);
  }

  /// @param first the first element, and `end` the one behind the last
  public static void emit(FusedPointwise op, List<View> inputs, List<View> results, long first, long end, CodeBuilder builder,
      Locations locations) {
    if (end > first) {
      new PointwiseCode(op, inputs, results, first, end, builder).emit(locations);
    }
  }

  private void emit(Locations locations) {
    List<View> arrays = inputs.stream().filter(input -> !isSingle(input)).toList();
    long[][] strides = new long[arrays.size() + 1][];
    for (int i = 0; i < arrays.size(); i++) {
      strides[i] = arrays.get(i).stridesWithin(shape);
    }
    strides[arrays.size()] = shape.strides();
    Loops loops = Loops.of(shape, strides);
    if (loops.depth() > 2) {
      slices(loops, locations);
      return;
    }
    long row = loops.depth() == 1 ? end : loops.sizes().get(1);
    bind(loops, row, locations);
    if (loops.depth() == 1) {
      inOrder();
    } else {
      rows(row);
    }
    code.freeAll();
  }

  /// Where operands repeat along several axes, the slices along the first one are done one behind the other.
  private void slices(Loops loops, Locations locations) {
    long size = loops.elementCount() / loops.sizes().getFirst();
    long firstSlice = first / size;
    long endSlice = Math.ceilDiv(end, size);
    // A loop over a slice may go on to the end of a register.
    if (endSlice - firstSlice > MOST_SLICES || size % MOST_LANES != 0) {
      throw new Unsupported(endSlice - firstSlice + " slices of " + size + " elements");
    }
    Shape rest = Shape.of(loops.sizes().stream().skip(1).mapToInt(Math::toIntExact).toArray());
    for (long slice = firstSlice; slice < endSlice; slice++) {
      List<View> operands = new ArrayList<>();
      int array = 0;
      for (View input : inputs) {
        operands.add(isSingle(input) ? input : slice(input, slice, rest, loops.strideArray(array++)));
      }
      List<View> parts = new ArrayList<>();
      for (View result : results) {
        parts.add(slice(result, slice, rest, loops.strideArray(array)));
      }
      new PointwiseCode(op, operands, parts, Math.max(0, first - slice * size), Math.min(size, end - slice * size), builder).emit(locations);
    }
  }

  private static View slice(View view, long index, Shape rest, long[] strides) {
    long offset = view.offset() + index * strides[0];
    long[] inner = Arrays.copyOfRange(strides, 1, strides.length);
    boolean isSingle = Arrays.stream(inner).allMatch(stride -> stride == 0);
    return isSingle ? view.with(Shape.of(), offset, new long[0]) : view.with(rest, offset, inner);
  }

  private boolean isSingle(View input) {
    return input.elementCount() == 1;
  }

  /// Finds out how each operand is walked, loads single ones, and lets every step know where its operands are.
  private void bind(Loops loops, long row, Locations locations) {
    List<Operand.Memory> memories = new ArrayList<>();
    List<Location> places = new ArrayList<>();
    int array = 0;
    for (View input : inputs) {
      Location location = locations.of(input);
      Walk walk = isSingle(input) ? Walk.IN_ORDER : walk(loops, array++, row);
      boolean booleans = input.dtype() == DType.BOOL;
      if (walk != Walk.IN_ORDER && booleans) {
        throw new Unsupported("booleans that repeat");
      }
      NDArray constant = input.buffer().constant();
      if (isSingle(input) && constant != null && input.dtype() == DType.FLOAT32) {
        steps.constant(constant.getFloat(input.offset()));
        continue;
      }
      Operand.Memory memory = builder.memory(location, isSingle(input) ? -1 : index(walk, booleans));
      memories.add(memory);
      places.add(location);
      if (isSingle(input)) {
        steps.single(memory, input.dtype());
      } else {
        steps.array(location, memory, input.dtype(), walk == Walk.ALONG_COLUMN);
      }
    }
    for (View result : results) {
      Location location = locations.of(result);
      Operand.Memory memory = builder.memory(location, index(Walk.IN_ORDER, result.dtype() == DType.BOOL));
      memories.add(memory);
      places.add(location);
      steps.result(location, memory, result.dtype());
    }
    builder.checkBases(memories, places);
    steps.computeSingles(shape);
  }

  private static int index(Walk walk, boolean booleans) {
    return switch (walk) {
      case IN_ORDER -> booleans ? R9 : RDX;
      case ALONG_ROW -> RCX;
      case ALONG_COLUMN -> R8;
    };
  }

  private static Walk walk(Loops loops, int array, long row) {
    List<Long> strides = loops.strides().get(array);
    long inner = strides.getLast();
    long outer = loops.depth() == 1 ? row : strides.getFirst();
    if (inner == 1 && outer == row) {
      return Walk.IN_ORDER;
    }
    if (inner == 1 && outer == 0) {
      return Walk.ALONG_ROW;
    }
    if (inner == 0 && outer == 1) {
      return Walk.ALONG_COLUMN;
    }
    throw new Unsupported("an operand with strides " + strides);
  }

  private boolean hasBooleans() {
    return inputs.stream().anyMatch(view -> view.dtype() == DType.BOOL) || results.stream().anyMatch(view -> view.dtype() == DType.BOOL);
  }

  /// One loop; it goes on to the end of a register, for which all buffers have room.
  private void inOrder() {
    Assembler assembler = builder.assembler();
    boolean booleans = hasBooleans();
    if (booleans) {
      assembler.moveInt(R9, Math.toIntExact(first));
    }
    builder.loop(RDX, 4 * first, 4 * end, code.width(), () -> {
      steps.compute(false);
      if (booleans) {
        assembler.add(R9, code.lanes());
      }
    });
  }

  /// The range may begin and end within a row.
  private void rows(long row) {
    Assembler assembler = builder.assembler();
    assembler.moveInt(RDX, Math.toIntExact(4 * first));
    assembler.moveInt(R9, Math.toIntExact(first));
    long firstWhole = Math.ceilDiv(first, row);
    long endWhole = end / row;
    if (firstWhole > endWhole) {
      rows(endWhole, firstWhole, first % row, end % row);
      return;
    }
    if (first % row > 0) {
      rows(firstWhole - 1, firstWhole, first % row, row);
    }
    if (firstWhole < endWhole) {
      rows(firstWhole, endWhole, 0, row);
    }
    if (end % row > 0) {
      rows(endWhole, endWhole + 1, 0, end % row);
    }
  }

  /// Columns `from` to `to` of some rows.
  private void rows(long firstRow, long endRow, long from, long to) {
    Assembler assembler = builder.assembler();
    long whole = from + (to - from) / code.lanes() * code.lanes();
    int rest = (int) (to - whole);
    if (rest > 0) {
      if (results.stream().anyMatch(view -> view.dtype() == DType.BOOL)) {
        throw new Unsupported("booleans in rows of " + (to - from));
      }
      code.setTail(rest);
    }
    builder.loop(R8, 4 * firstRow, 4 * endRow, 4, () -> {
      if (whole > from) {
        builder.loop(RCX, 4 * from, 4 * whole, code.width(), () -> {
          steps.compute(false);
          assembler.add(RDX, code.width());
          assembler.add(R9, code.lanes());
        });
      }
      if (rest > 0) {
        assembler.moveInt(RCX, Math.toIntExact(4 * whole));
        steps.compute(true);
        assembler.add(RDX, 4 * rest);
        assembler.add(R9, rest);
      }
    });
  }
}
