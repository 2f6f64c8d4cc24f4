package org.sungu.backend.cpu.plan;

import org.jspecify.annotations.Nullable;
import org.sungu.tensor.NDArray;

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
  private final @Nullable NDArray constant;

  private Buffer(Home home, long byteSize, @Nullable NDArray constant) {
    this.home = home;
    this.byteSize = byteSize;
    this.constant = constant;
  }

  public static Buffer of(Home home, long byteSize) {
    return new Buffer(home, byteSize, null);
  }

  /// Memory that always holds the given elements.
  public static Buffer of(NDArray constant) {
    return new Buffer(Home.CONSTANT, constant.segment().byteSize(), constant);
  }

  /// What it always holds, or null if that changes.
  public @Nullable NDArray constant() {
    return constant;
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
