package org.sungu.backend.cpu.plan;

/// A stretch of memory that a program reads or writes. Buffers are compared by identity.
public final class Buffer {
  /// Where a buffer lives.
  public enum Home {
    /// In the arena of a call, for as long as a step or the caller reads it.
    ARENA,
    /// In the arena of a call, throughout: the caller fills it.
    INPUT,
    /// In the memory of the executable, never written. One that holds a single element is filled with it to its end.
    CONSTANT,
    /// In the store.
    VARIABLE
  }

  private final Home home;
  private final long byteSize;

  private Buffer(Home home, long byteSize) {
    this.home = home;
    this.byteSize = byteSize;
  }

  public static Buffer of(Home home, long byteSize) {
    return new Buffer(home, byteSize);
  }

  public Home home() {
    return home;
  }

  public long byteSize() {
    return byteSize;
  }

  /// Whether its memory belongs to a call.
  public boolean isInArena() {
    return home == Home.ARENA || home == Home.INPUT;
  }

  @Override
  public String toString() {
    return home + "@" + Integer.toHexString(System.identityHashCode(this)) + "[" + byteSize + "]";
  }
}
