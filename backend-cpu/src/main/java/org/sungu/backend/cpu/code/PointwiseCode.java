package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R11;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RAX;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;
import org.sungu.backend.cpu.kernel.Loops;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.StopGradient;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// The code of a chain of pointwise ops: one loop over registers' worth of elements, in which every intermediate value stays in a
/// register.
///
/// RDX counts bytes of the float32 arrays that lie in order, R9 those of booleans. Where an operand is repeated, or its rows lie apart, there are
/// two loops: RCX counts bytes along a row, R8 bytes along a column. Other ways through memory, as those of bfloat16 and of repeated booleans, have a
/// register each.
public final class PointwiseCode {
  /// How an operand is found from one element to the next.
  private sealed interface Walk {
    enum Plain implements Walk {
      IN_ORDER,
      ALONG_ROW,
      ALONG_COLUMN,
      /// The same element throughout.
      STILL
    }

    /// @param stride elements from one row to the next
    record Apart(long stride) implements Walk {}
  }

  /// A way through memory that a register of its own follows: bytes from one element to the next, and from one row to the next.
  private record Track(int element, long row) {}

  private static final long MOST_SLICES = 16;
  private static final int MOST_LANES = 16;
  private static final long FEW_ROUNDS = 4;

  private final FusedPointwise op;
  private static final int[] TRACKS = {R10, R11, RAX};

  private final List<View> inputs;
  private final List<View> results;
  private final Shape shape;
  private final long first;
  private final long end;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final StepCode steps;
  /// By the registers that follow them.
  private final List<Track> tracks = new ArrayList<>();

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
      builder.withMoreBases(() -> new PointwiseCode(op, inputs, results, first, end, builder).emit(locations));
    }
  }

  /// Copies elements between views of the same shape.
  public static void copy(View from, View to, CodeBuilder builder, Locations locations) {
    if (from.dtype() != DType.FLOAT32 && from.dtype() != DType.BFLOAT16) {
      throw new Unsupported("a copy of " + from.dtype().kerasName());
    }
    FusedPointwise same = new FusedPointwise(1, List.of(new FusedPointwise.Step(new StopGradient(), List.of(0))), List.of(0));
    emit(same, List.of(from), List.of(to), 0, to.elementCount(), builder, locations);
  }

  private void emit(Locations locations) {
    List<View> arrays = inputs.stream().filter(input -> !isSingle(input)).toList();
    long[][] strides = new long[arrays.size() + results.size()][];
    for (int i = 0; i < arrays.size(); i++) {
      strides[i] = arrays.get(i).stridesWithin(shape);
    }
    for (int i = 0; i < results.size(); i++) {
      strides[arrays.size() + i] = results.get(i).strides();
    }
    Loops loops = Loops.of(shape, strides);
    if (loops.depth() > 2) {
      slices(loops, locations);
      return;
    }
    long row = loops.depth() == 1 ? end : loops.sizes().get(1);
    bind(loops, row, locations);
    if (loops.depth() == 1 && (end % code.lanes() == 0 || results.stream().allMatch(View::isWhole))) {
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
        parts.add(slice(result, slice, rest, loops.strideArray(array++)));
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
      Walk walk = isSingle(input) ? Walk.Plain.IN_ORDER : walk(loops, array++, row);
      boolean booleans = input.dtype() == DType.BOOL;
      NDArray constant = input.buffer().constant();
      if (isSingle(input) && constant != null && !booleans) {
        steps.constant(constant.getFloat(input.offset()));
        continue;
      }
      Operand.Memory memory = builder.memory(location, isSingle(input) ? -1 : index(walk, input.dtype(), row));
      memories.add(memory);
      places.add(location);
      if (isSingle(input)) {
        steps.single(memory, input.dtype());
      } else {
        steps.array(location, memory, input.dtype(), walk == Walk.Plain.ALONG_COLUMN || walk == Walk.Plain.STILL);
      }
    }
    for (View result : results) {
      Location location = locations.of(result);
      Walk walk = walk(loops, array++, row);
      Operand.Memory memory = builder.memory(location, index(walk, result.dtype(), row));
      memories.add(memory);
      places.add(location);
      steps.result(location, memory, result.dtype());
    }
    builder.checkBases(memories, places);
    steps.computeSingles(shape);
  }

  private int index(Walk walk, DType type, long row) {
    int size = type.byteSize();
    return switch (walk) {
      case Walk.Plain plain -> switch (plain) {
        case IN_ORDER -> type == DType.FLOAT32 ? RDX : type == DType.BOOL ? R9 : track(size, size * row);
        case ALONG_ROW -> type == DType.FLOAT32 ? RCX : track(size, 0);
        case ALONG_COLUMN -> type == DType.FLOAT32 ? R8 : track(0, size);
        case STILL -> -1;
      };
      case Walk.Apart(long stride) -> track(size, size * stride);
    };
  }

  private int track(int element, long row) {
    Track track = new Track(element, row);
    if (!tracks.contains(track)) {
      tracks.add(track);
    }
    if (tracks.size() > TRACKS.length) {
      throw new Unsupported(tracks.size() + " ways through memory");
    }
    return TRACKS[tracks.indexOf(track)];
  }

  private static Walk walk(Loops loops, int array, long row) {
    List<Long> strides = loops.strides().get(array);
    long inner = strides.getLast();
    long outer = loops.depth() == 1 ? row * inner : strides.getFirst();
    if (inner == 0 && outer == 0) {
      return Walk.Plain.STILL;
    }
    if (inner == 1 && outer == row) {
      return Walk.Plain.IN_ORDER;
    }
    if (inner == 1 && outer == 0) {
      return Walk.Plain.ALONG_ROW;
    }
    if (inner == 0 && outer == 1) {
      return Walk.Plain.ALONG_COLUMN;
    }
    if (inner == 1) {
      return new Walk.Apart(outer);
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
    begin(0, first);
    boolean holds = holdConstants(end - first);
    builder.loop(RDX, 4 * first, 4 * end, code.width(), () -> {
      steps.compute(false);
      if (booleans) {
        assembler.add(R9, code.lanes());
      }
      advanceTracks(code.lanes());
    });
    if (holds) {
      code.dropConstants();
    }
  }

  /// In front of a loop of several rounds.
  private boolean holdConstants(long elements) {
    boolean worthwhile = elements >= FEW_ROUNDS * code.lanes();
    if (worthwhile) {
      code.holdConstants(() -> steps.compute(false));
    }
    return worthwhile;
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
    begin(firstRow, from);
    boolean holds = holdConstants((endRow - firstRow) * (to - from));
    builder.loop(R8, 4 * firstRow, 4 * endRow, 4, () -> {
      if (whole > from) {
        builder.loop(RCX, 4 * from, 4 * whole, code.width(), () -> {
          steps.compute(false);
          advance(code.lanes());
        });
      }
      if (rest > 0) {
        assembler.moveInt(RCX, Math.toIntExact(4 * whole));
        steps.compute(true);
        advance(rest);
      }
      for (int i = 0; i < tracks.size(); i++) {
        assembler.add(TRACKS[i], displacement(tracks.get(i).row() - tracks.get(i).element() * (to - from)));
      }
    });
    if (holds) {
      code.dropConstants();
    }
  }

  private void advance(int elements) {
    Assembler assembler = builder.assembler();
    assembler.add(RDX, 4 * elements);
    assembler.add(R9, elements);
    advanceTracks(elements);
  }

  private void begin(long row, long column) {
    for (int i = 0; i < tracks.size(); i++) {
      builder.assembler().move(TRACKS[i], row * tracks.get(i).row() + column * tracks.get(i).element());
    }
  }

  private void advanceTracks(int elements) {
    for (int i = 0; i < tracks.size(); i++) {
      builder.assembler().add(TRACKS[i], tracks.get(i).element() * elements);
    }
  }
}
