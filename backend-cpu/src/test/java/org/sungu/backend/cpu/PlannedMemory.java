package org.sungu.backend.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.lowering.LoweredProgram;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Chain;
import org.sungu.backend.cpu.plan.Plan;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.Variable;
import org.sungu.tensor.NDArray;

/// All memory of a program in one piece, so that a test sees every byte that a step changes: an arena, constants and variables, with guard
/// bytes in front of each, and behind the last.
final class PlannedMemory implements Addresses {
  private static final long GUARD = 2 * Memory.ALIGNMENT;

  private final LoweredProgram lowered;
  private final Plan plan;
  private final Map<Buffer, Long> fixed = new HashMap<>();
  private final MemorySegment memory;

  PlannedMemory(LoweredProgram lowered, Map<Variable, NDArray> variables, List<NDArray> inputs, Arena arena) {
    this.lowered = lowered;
    this.plan = lowered.plan();
    long size = GUARD + Memory.aligned(plan.arenaBytes());
    Map<Buffer, NDArray> values = new HashMap<>(lowered.constants());
    lowered.variables().forEach((variable, buffer) -> values.put(buffer, Objects.requireNonNull(variables.get(variable))));
    Map<Buffer, Long> offsets = new HashMap<>();
    for (Buffer buffer : values.keySet()) {
      offsets.put(buffer, size + GUARD);
      size += GUARD + Memory.aligned(buffer.byteSize());
    }
    this.memory = arena.allocate(size + GUARD, Memory.ALIGNMENT).fill((byte) 0x5A);
    offsets.forEach((buffer, offset) -> {
      fixed.put(buffer, memory.address() + offset);
      MemorySegment value = Objects.requireNonNull(values.get(buffer)).segment();
      long copies = buffer.home() == Buffer.Home.CONSTANT && values.get(buffer).elementCount() == 1
          ? Memory.ALIGNMENT / value.byteSize() : 1;
      for (long i = 0; i < copies; i++) {
        memory.asSlice(offset + i * value.byteSize(), value.byteSize()).copyFrom(value);
      }
    });
    for (int i = 0; i < inputs.size(); i++) {
      memory.asSlice(GUARD + plan.offset(lowered.inputs().get(i)), inputs.get(i).segment().byteSize()).copyFrom(inputs.get(i).segment());
    }
  }

  long arena() {
    return memory.address() + GUARD;
  }

  private long address(Buffer buffer) {
    Buffer resolved = plan.resolve(buffer);
    return resolved.isInArena() ? arena() + plan.offset(resolved) : Objects.requireNonNull(fixed.get(resolved));
  }

  @Override
  public long of(View view) {
    return address(view.buffer()) + view.byteOffset();
  }

  @Override
  public long scratch() {
    return arena();
  }

  /// The same, as compiled code is told it.
  Locations locations() {
    return new Locations() {
      @Override
      public Location of(View view) {
        boolean inArena = plan.resolve(view.buffer()).isInArena();
        return inArena ? Location.inArena(PlannedMemory.this.of(view) - arena()) : Location.at(PlannedMemory.this.of(view));
      }

      @Override
      public Location scratch() {
        return Location.inArena(0);
      }
    };
  }

  byte[] bytes() {
    return memory.toArray(ValueLayout.JAVA_BYTE);
  }

  void restore(byte[] bytes) {
    memory.copyFrom(MemorySegment.ofArray(bytes));
  }

  /// The bytes of all memory, without those that a chain may leave with anything in them: its scratch memory, and what lies between the end
  /// of a buffer that it writes and the next multiple of the alignment.
  byte[] bytesThatCount(Chain chain) {
    byte[] bytes = bytes();
    Arrays.fill(bytes, (int) GUARD, (int) (GUARD + chain.pieces().size() * chain.pieceScratchBytes()), (byte) 0);
    chain.steps().forEach(step -> step.writes().forEach(buffer -> clearPadding(bytes, buffer)));
    return bytes;
  }

  /// Outputs, constants, variables and all guards.
  byte[] results() {
    byte[] bytes = bytes();
    Arrays.fill(bytes, (int) GUARD, (int) (GUARD + Memory.aligned(plan.arenaBytes())), (byte) 0);
    for (Buffer output : lowered.outputs()) {
      long start = address(output) - memory.address();
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, start, bytes, (int) start, (int) output.byteSize());
    }
    lowered.variables().values().forEach(buffer -> clearPadding(bytes, buffer));
    return bytes;
  }

  private void clearPadding(byte[] bytes, Buffer buffer) {
    int start = (int) (address(buffer) - memory.address());
    Arrays.fill(bytes, (int) (start + buffer.byteSize()), (int) (start + Memory.aligned(buffer.byteSize())), (byte) 0);
  }

  /// Where a position in [#bytes] lies, for people.
  String place(int position) {
    long address = memory.address() + position;
    for (Map.Entry<Buffer, Long> entry : fixed.entrySet()) {
      if (address >= entry.getValue() && address < entry.getValue() + entry.getKey().byteSize()) {
        return entry.getKey() + " at byte " + (address - entry.getValue());
      }
    }
    return "byte " + (address - arena()) + " of the arena's " + plan.arenaBytes();
  }
}
