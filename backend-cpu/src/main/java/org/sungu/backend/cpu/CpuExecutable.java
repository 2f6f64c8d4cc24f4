package org.sungu.backend.cpu;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.Call;
import org.sungu.backend.Executable;
import org.sungu.backend.cpu.binding.Block;
import org.sungu.backend.cpu.code.Binding;
import org.sungu.backend.cpu.code.ChainCompiler;
import org.sungu.backend.cpu.code.CodeBuilder;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.lowering.LoweredProgram;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Plan;
import org.sungu.backend.cpu.plan.Preparation;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.program.Program;
import org.sungu.tensor.NDArray;

/// A plan, the constants it reads, and the memory of calls that are not in use.
final class CpuExecutable implements Executable {
  /// Memory of finished calls that is kept for the next ones.
  private static final int KEPT_CALLS = 2 * Runtime.getRuntime().availableProcessors();

  private final Program program;
  private final LoweredProgram lowered;
  private final CpuStore store;
  private final Block constants;
  private final Map<Buffer, Long> fixedAddresses = new HashMap<>();
  private final List<Binding> bindings;
  private final Block prepared;
  private final List<Kernel> preparation;
  private volatile long preparedVersion = -1;
  private final Deque<CallMemory> idle = new ArrayDeque<>();
  private int users = 1;
  private boolean closed;

  CpuExecutable(Program program, LoweredProgram lowered, CpuStore store, Processor processor) {
    this.program = program;
    this.lowered = lowered;
    this.store = store;
    this.constants = new Block(lowered.constants().values().stream().mapToLong(CpuExecutable::paddedSize).sum());
    store.retain();
    lowered.variables().forEach((variable, buffer) -> fixedAddresses.put(buffer, store.address(variable)));
    long offset = 0;
    for (Map.Entry<Buffer, NDArray> constant : lowered.constants().entrySet()) {
      NDArray value = constant.getValue();
      copy(value, constants.slice(offset, paddedSize(value)));
      fixedAddresses.put(constant.getKey(), constants.address() + offset);
      offset += paddedSize(value);
    }
    Preparation prepare = lowered.plan().preparation();
    this.prepared = new Block(prepare.byteSize());
    prepare.buffers().forEach(buffer -> fixedAddresses.put(buffer, prepared.address() + prepare.offset(buffer)));
    Addresses addresses = new Addresses() {
      @Override
      public long of(View view) {
        return Objects.requireNonNull(fixedAddresses.get(view.buffer())) + view.byteOffset();
      }

      @Override
      public long scratch() {
        return prepared.address();
      }
    };
    this.preparation = prepare.chains().stream().map(chain -> chain.bind(addresses, lowered.team())).toList();
    this.bindings = ChainCompiler.compile(lowered.plan().chains(), locations(), processor, lowered.team());
  }

  private CodeBuilder.Locations locations() {
    Plan plan = lowered.plan();
    return new CodeBuilder.Locations() {
      @Override
      public Location of(View view) {
        Buffer buffer = plan.resolve(view.buffer());
        Long fixed = fixedAddresses.get(buffer);
        return fixed != null ? Location.at(fixed + view.byteOffset()) : Location.inArena(plan.offset(buffer) + view.byteOffset());
      }

      @Override
      public Location scratch() {
        return Location.inArena(0);
      }
    };
  }

  /// Computes what depends on variables only, if they have changed.
  void prepare() {
    if (!preparation.isEmpty() && store.version() != preparedVersion) {
      synchronized (preparation) {
        long version = store.version();
        if (version != preparedVersion) {
          preparation.forEach(Kernel::run);
          preparedVersion = version;
        }
      }
    }
  }

  /// To be called behind a run.
  void finished() {
    if (!program.updates().isEmpty()) {
      store.changed();
    }
  }

  private static void copy(NDArray value, MemorySegment to) {
    long size = value.segment().byteSize();
    long copies = value.elementCount() == 1 ? to.byteSize() / size : 1;
    for (long i = 0; i < copies; i++) {
      to.asSlice(i * size, size).copyFrom(value.segment());
    }
  }

  private static long paddedSize(NDArray value) {
    return Memory.aligned(value.segment().byteSize());
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public synchronized Call newCall() {
    if (closed) {
      throw new IllegalStateException("the executable is closed; compile the program again");
    }
    users++;
    @Nullable CallMemory memory = idle.pollLast();
    return new CpuCall(this, memory != null ? memory : CallMemory.of(lowered, bindings, fixedAddresses));
  }

  synchronized void giveBack(CallMemory memory) {
    if (!closed && idle.size() < KEPT_CALLS) {
      idle.addLast(memory);
    } else {
      memory.close();
    }
    release();
  }

  @Override
  public long scratchBytes() {
    return lowered.plan().arenaBytes();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      idle.forEach(CallMemory::close);
      idle.clear();
      release();
    }
  }

  /// Constants and variables go when the last call has.
  private void release() {
    if (--users == 0) {
      constants.close();
      preparation.forEach(Kernel::close);
      prepared.close();
      store.release();
    }
  }
}
