package org.sungu.backend.cpu;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.sungu.backend.cpu.binding.Block;
import org.sungu.backend.cpu.code.Binding;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.lowering.LoweredProgram;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Plan;
import org.sungu.backend.cpu.plan.View;

/// An arena and the kernels that are bound to it.
record CallMemory(Block arena, List<Kernel> kernels, List<MemorySegment> inputs, List<MemorySegment> outputs) {
  static CallMemory of(LoweredProgram lowered, List<Binding> bindings, Map<Buffer, Long> fixedAddresses) {
    Plan plan = lowered.plan();
    Block arena = new Block(plan.arenaBytes());
    Addresses addresses = new Addresses() {
      @Override
      public long of(View view) {
        Buffer buffer = plan.resolve(view.buffer());
        Long fixed = fixedAddresses.get(buffer);
        return (fixed != null ? fixed : arena.address() + plan.offset(buffer)) + view.byteOffset();
      }

      @Override
      public long scratch() {
        return arena.address();
      }
    };
    List<Kernel> kernels = bindings.stream().map(binding -> binding.bind(addresses, arena.address())).toList();
    return new CallMemory(arena, kernels, segments(lowered.inputs(), plan, arena), segments(lowered.outputs(), plan, arena));
  }

  private static List<MemorySegment> segments(List<Buffer> buffers, Plan plan, Block arena) {
    return buffers.stream().map(buffer -> arena.slice(plan.offset(buffer), buffer.byteSize())).toList();
  }

  void close() {
    kernels.forEach(Kernel::close);
    arena.close();
  }
}
