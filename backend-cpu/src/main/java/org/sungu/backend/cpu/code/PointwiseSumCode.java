package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RAX;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.ColumnRuns;
import org.sungu.graph.FusedPointwise;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// The code of a chain of pointwise ops some of whose results are not stored, but added up in columns over runs of rows: one pass over
/// memory from the first to the last byte. The sums of a run stay in the nearest cache.
///
/// RDX counts bytes of the float32 arrays that lie in order, R9 those of booleans, R10 those of bfloat16. RCX counts bytes along a row, RAX bytes
/// of the sums, which a row begins anew, and R8 counts rows.
public final class PointwiseSumCode {
  /// How an operand is found from one element to the next.
  private enum Walk {
    SINGLE,
    IN_ORDER,
    ALONG_ROW,
    /// One row for each run.
    ALONG_RUNS
  }

  private final ColumnRuns runs;
  private final CodeBuilder builder;
  private final VectorCode code;
  private final StepCode steps;
  private final List<Operand.Memory> memories = new ArrayList<>();
  private final List<Location> places = new ArrayList<>();
  private final List<Operand.Memory> sums = new ArrayList<>();

  private PointwiseSumCode(FusedPointwise op, List<View> inputs, ColumnRuns runs, CodeBuilder builder) {
    this.runs = runs;
    this.builder = builder;
    this.code = builder.vectors();
    this.steps = new StepCode(op, inputs, builder);
  }

  /// Whether every operand lies such that this code can be written.
  public static boolean suits(List<View> inputs, ColumnRuns runs) {
    return inputs.stream().allMatch(input -> walk(input, runs) != null);
  }

  /// @param results where results lie, whole buffers
  /// @param summed which of them are sums of runs
  /// @param first the first run, and `end` the one behind the last
  public static void emit(FusedPointwise op, List<View> inputs, List<View> results, List<Boolean> summed, ColumnRuns runs, long first, long end,
      CodeBuilder builder, Locations locations) {
    if (end > first) {
      builder.withMoreBases(() -> {
        PointwiseSumCode code = new PointwiseSumCode(op, inputs, runs, builder);
        code.bind(inputs, results, summed, locations);
        code.loop(first, end);
      });
    }
  }

  private static @Nullable Walk walk(View input, ColumnRuns runs) {
    long count = input.elementCount();
    if (count == 1) {
      return Walk.SINGLE;
    }
    if (!input.isContiguous()) {
      return null;
    }
    if (count == runs.shape().elementCount()) {
      return Walk.IN_ORDER;
    }
    boolean float32 = input.dtype() == DType.FLOAT32;
    long[] strides = input.stridesWithin(runs.shape());
    boolean still = true;
    for (int axis = runs.start(); axis < runs.end(); axis++) {
      still &= strides[axis] == 0;
    }
    Shape shape = input.shape();
    int inner = Math.max(0, shape.rank() - (runs.shape().rank() - runs.end()));
    if (!float32 || !still || shape.range(inner, shape.rank()).elementCount() != runs.columns()) {
      return null;
    }
    if (count == runs.columns()) {
      return Walk.ALONG_ROW;
    }
    boolean forEachRun = runs.start() > 0 && count == runs.count() * runs.columns() && runs.length() == runs.shape().range(runs.start(), runs.end()).elementCount();
    return forEachRun ? Walk.ALONG_RUNS : null;
  }

  private void bind(List<View> inputs, List<View> results, List<Boolean> summed, Locations locations) {
    for (View input : inputs) {
      Walk walk = walk(input, runs);
      if (walk == null) {
        throw new Unsupported("an operand " + input);
      }
      NDArray constant = input.buffer().constant();
      if (walk == Walk.SINGLE && constant != null && input.dtype() != DType.BOOL) {
        steps.constant(constant.getFloat(input.offset()));
        continue;
      }
      Operand.Memory memory = memory(locations.of(input), index(walk, input.dtype()));
      if (walk == Walk.SINGLE) {
        steps.single(memory, input.dtype());
      } else {
        steps.array(locations.of(input), memory, input.dtype(), false);
      }
    }
    for (int i = 0; i < results.size(); i++) {
      View result = results.get(i);
      Location location = locations.of(result);
      if (summed.get(i)) {
        Operand.Memory memory = memory(location, RAX);
        sums.add(memory);
        steps.sum(location, memory);
      } else {
        steps.result(location, memory(location, index(Walk.IN_ORDER, result.dtype())), result.dtype());
      }
    }
    builder.checkBases(memories, places);
    steps.computeSingles(runs.shape());
  }

  private Operand.Memory memory(Location location, int index) {
    Operand.Memory memory = builder.memory(location, index);
    memories.add(memory);
    places.add(location);
    return memory;
  }

  private static int index(Walk walk, DType type) {
    return switch (walk) {
      case SINGLE -> -1;
      case IN_ORDER -> switch (type) {
        case FLOAT32 -> RDX;
        case BOOL -> R9;
        case BFLOAT16 -> R10;
        case FLOAT64, FLOAT16, INT8, UINT8, INT32, INT64 -> throw new Unsupported(type.kerasName());
      };
      case ALONG_ROW -> RCX;
      case ALONG_RUNS -> RAX;
    };
  }

  private void loop(long first, long end) {
    Assembler assembler = builder.assembler();
    int row = displacement(4 * runs.columns());
    long start = first * runs.elements();
    assembler.moveInt(RDX, Math.toIntExact(4 * start));
    assembler.moveInt(R9, Math.toIntExact(start));
    assembler.moveInt(R10, Math.toIntExact(2 * start));
    builder.loop(RAX, row * first, row * end, row, () -> {
      clear(row);
      builder.repeat(R8, runs.length(), () -> {
        builder.loop(RCX, 0, row, code.width(), () -> {
          steps.compute(false);
          assembler.add(RDX, code.width());
          assembler.add(R9, code.lanes());
          assembler.add(R10, 2 * code.lanes());
          assembler.add(RAX, code.width());
        });
        assembler.add(RAX, -row);
      });
    });
    code.freeAll();
  }

  private void clear(int row) {
    Assembler assembler = builder.assembler();
    int zero = code.take();
    code.zero(zero);
    builder.loop(RCX, 0, row, code.width(), () -> {
      sums.forEach(sum -> code.store(sum, zero));
      assembler.add(RAX, code.width());
    });
    assembler.add(RAX, -row);
    code.free(zero);
  }
}
