package org.sungu.backend.cpu.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import org.sungu.backend.cpu.kernel.Kernel;

/// A primitive of oneDNN with its arguments bound, which are freed on close or once it is unreachable.
final class PrimitiveKernel implements Kernel {
  /// An argument is its number, in a word of its own, and its memory.
  private static final int ARGUMENT_BYTES = 16;

  private final Object owner;
  private final long primitive;
  private final int count;
  private final long arguments;
  private final Cleaner.Cleanable cleanable;

  private PrimitiveKernel(Object owner, long primitive, int count, Arena arena, long arguments, List<Long> memories) {
    this.owner = owner;
    this.primitive = primitive;
    this.count = count;
    this.arguments = arguments;
    this.cleanable = MatMulPrimitive.CLEANER.register(this, () -> {
      memories.forEach(OneDnn::destroyMemory);
      arena.close();
    });
  }

  /// @param owner what keeps the primitive alive
  static PrimitiveKernel of(Object owner, long primitive, List<Integer> numbers, List<Long> descriptors, List<Long> addresses) {
    Arena arena = Arena.ofShared();
    MemorySegment arguments = arena.allocate((long) ARGUMENT_BYTES * numbers.size(), Long.BYTES);
    List<Long> memories = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      long memory = OneDnn.memory(descriptors.get(i), addresses.get(i));
      memories.add(memory);
      arguments.set(JAVA_INT, (long) ARGUMENT_BYTES * i, numbers.get(i));
      arguments.set(JAVA_LONG, (long) ARGUMENT_BYTES * i + Long.BYTES, memory);
    }
    return new PrimitiveKernel(owner, primitive, numbers.size(), arena, arguments.address(), memories);
  }

  @Override
  public void run() {
    OneDnn.execute(primitive, count, arguments);
  }

  @Override
  public void close() {
    cleanable.clean();
  }

  @Override
  public String toString() {
    return "primitive of " + owner;
  }
}
