package org.sungu.backend.cpu.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;

/// A piece of native memory, zero at first, freed on [#close] or once unreachable.
///
/// Whoever uses its address keeps the block reachable meanwhile.
public final class Block implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final MemorySegment segment;
  private final Cleaner.Cleanable cleanable;

  public Block(long byteSize) {
    Arena arena = Arena.ofShared();
    // One register more than asked for: vector loops may read that far beyond the last buffer.
    this.segment = arena.allocate(Memory.aligned(byteSize) + Memory.ALIGNMENT, Memory.ALIGNMENT);
    this.cleanable = CLEANER.register(this, arena::close);
  }

  public long address() {
    return segment.address();
  }

  /// A part of the memory, which cannot be read or written any more once the block is closed.
  public MemorySegment slice(long offset, long byteSize) {
    return segment.asSlice(offset, byteSize);
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
