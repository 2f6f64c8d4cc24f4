package org.sungu.backend.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.sungu.backend.Call;
import org.sungu.backend.cpu.kernel.Kernel;

/// Runs the kernels of one call's memory, one after the other.
final class CpuCall implements Call {
  private final CpuExecutable executable;
  private final CallMemory memory;
  private final Kernel[] kernels;
  private boolean closed;

  CpuCall(CpuExecutable executable, CallMemory memory) {
    this.executable = executable;
    this.memory = memory;
    this.kernels = memory.kernels().toArray(Kernel[]::new);
  }

  @Override
  public MemorySegment input(int index) {
    checkOpen();
    return memory.inputs().get(index);
  }

  @Override
  public void run() {
    checkOpen();
    executable.prepare();
    try {
      for (Kernel kernel : kernels) {
        kernel.run();
      }
    } finally {
      executable.finished();
      // Kernels know addresses only; the memory behind them must not be freed while they run.
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public MemorySegment output(int index) {
    checkOpen();
    return memory.outputs().get(index);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the call is closed; make a new one with the executable's newCall()");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      executable.giveBack(memory);
    }
  }
}
