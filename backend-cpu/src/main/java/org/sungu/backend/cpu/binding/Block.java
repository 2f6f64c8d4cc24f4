package org.sungu.backend.cpu.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Locale;
import org.sungu.backend.cpu.memory.Memory;

/// A piece of native memory, zero at first, freed on [#close] or once unreachable.
///
/// Whoever uses its address keeps the block reachable meanwhile.
///
/// On Linux large blocks lie in pages of 2 MiB. They are there in a tenth of the time, as the system has five hundred times fewer to hand out, and
/// steps that read much memory need not look up where the next page lies.
public final class Block implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final long LARGE_PAGE = 2L << 20;
  private static final long LARGE = 2 * LARGE_PAGE;
  /// Asked here, as [Mapping] finds its functions on Linux and macOS only.
  private static final boolean LINUX = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");

  private final MemorySegment segment;
  private final Cleaner.Cleanable cleanable;

  public Block(long byteSize) {
    Arena arena = Arena.ofShared();
    // One register more than asked for: vector loops may read that far beyond the last buffer.
    long size = Memory.aligned(byteSize) + Memory.ALIGNMENT;
    long mapped = size >= LARGE && LINUX ? Mapping.of(size + LARGE_PAGE) : 0;
    this.segment = mapped == 0 ? arena.allocate(size, Memory.ALIGNMENT) : inLargePages(mapped, size, arena);
    this.cleanable = CLEANER.register(this, arena::close);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment inLargePages(long mapped, long size, Arena arena) {
    long address = (mapped + LARGE_PAGE - 1) & -LARGE_PAGE;
    Mapping.wantLargePages(address, size);
    return MemorySegment.ofAddress(address).reinterpret(size, arena, _ -> Mapping.remove(mapped, size + LARGE_PAGE));
  }

  public long address() {
    return segment.address();
  }

  public long byteSize() {
    return segment.byteSize();
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
