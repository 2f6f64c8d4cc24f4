package org.sungu.backend.cpu;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.VariableStore;
import org.sungu.backend.cpu.binding.Block;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;
import org.sungu.tensor.NDArray;

/// Variables in native memory. A variable's address stays the same, so that programs are compiled against it.
final class CpuStore implements VariableStore {
  private record Slot(Block block, long byteSize) {
    MemorySegment segment() {
      return block.slice(0, byteSize);
    }
  }

  private final Map<Variable, Slot> slots = new LinkedHashMap<>();
  private final AtomicLong version = new AtomicLong();
  private int users = 1;
  private boolean closed;

  @Override
  public synchronized void put(Variable variable, NDArray value) {
    checkOpen();
    TensorType type = new TensorType(value.dtype(), value.shape());
    if (!type.equals(variable.type())) {
      throw new IllegalArgumentException("variable " + variable.name() + " got " + type + "; expected " + variable.type());
    }
    Slot slot = slots.computeIfAbsent(variable, key -> new Slot(new Block(value.segment().byteSize()), value.segment().byteSize()));
    slot.segment().copyFrom(value.segment());
    changed();
  }

  @Override
  public synchronized NDArray get(Variable variable) {
    checkOpen();
    NDArray copy = NDArray.zeros(variable.dtype(), variable.shape());
    copy.segment().copyFrom(slot(variable).segment());
    return copy;
  }

  @Override
  public synchronized boolean contains(Variable variable) {
    return slots.containsKey(variable);
  }

  @Override
  public synchronized long byteSize() {
    return slots.values().stream().mapToLong(Slot::byteSize).sum();
  }

  /// Says that values may have changed.
  void changed() {
    version.incrementAndGet();
  }

  /// Another number whenever values have changed.
  long version() {
    return version.get();
  }

  synchronized long address(Variable variable) {
    checkOpen();
    return slot(variable).block().address();
  }

  private Slot slot(Variable variable) {
    @Nullable Slot slot = slots.get(variable);
    if (slot == null) {
      throw new IllegalArgumentException("variable " + variable + " has no value in the store; put one first");
    }
    return slot;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the variable store is closed; make a new one with the backend's newStore()");
    }
  }

  /// Keeps the memory although the store is closed, until [#release].
  synchronized void retain() {
    checkOpen();
    users++;
  }

  synchronized void release() {
    if (--users == 0) {
      slots.values().forEach(slot -> slot.block().close());
      slots.clear();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release();
    }
  }
}
