package org.sungu.backend.cpu.winograd;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.binding.Block;

/// Memory that threads work in for a while, so that it is still in a thread's cache when it comes back: a thread finds what it has left, if nobody else was in
/// need of it. There are never more blocks than threads that worked at once, however many come and go, as virtual ones do.
final class Workspaces {
  private final AtomicReferenceArray<@Nullable Block> left;

  /// @param most how many blocks are kept
  Workspaces(int most) {
    this.left = new AtomicReferenceArray<>(most);
  }

  /// Memory of at least so many bytes, the caller's until it is given back.
  Block take(long bytes) {
    int own = own();
    for (int i = 0; i < left.length(); i++) {
      Block block = left.getAndSet((own + i) % left.length(), null);
      if (block != null) {
        if (block.byteSize() >= bytes) {
          return block;
        }
        block.close();
        break;
      }
    }
    return new Block(bytes);
  }

  void giveBack(Block block) {
    int own = own();
    for (int i = 0; i < left.length(); i++) {
      if (left.compareAndSet((own + i) % left.length(), null, block)) {
        return;
      }
    }
    block.close();
  }

  private int own() {
    return (int) (Thread.currentThread().threadId() % left.length());
  }
}
