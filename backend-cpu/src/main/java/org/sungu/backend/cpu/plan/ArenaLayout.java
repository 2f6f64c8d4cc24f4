package org.sungu.backend.cpu.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.sungu.backend.cpu.memory.Memory;

/// Offsets of a call's buffers in one arena. Buffers that are not alive at the same time share memory: each goes into the smallest
/// gap that holds it, or over an operand that its step has finished with.
final class ArenaLayout {
  /// Buffers that are so many times smaller than the largest may lie in a region of their own.
  private static final long SMALL = 16;
  /// How much smaller the arena must be for that.
  private static final double GAIN = 0.9;

  private final Map<Buffer, Long> offsets = new HashMap<>();
  private final Region large;
  private final Region small = new Region(0);
  private final long smallest;

  /// @param smallest the size of the smallest buffer outside of the region for small ones
  private ArenaLayout(List<Chain> chains, long smallest) {
    this.large = new Region(Memory.aligned(chains.stream().mapToLong(Chain::scratchBytes).max().orElse(0)));
    this.smallest = smallest;
  }

  /// A small buffer in the gap that a large one has left keeps the next large one out. Where that costs much, as between a long loop and its
  /// gradient, small ones lie apart.
  ///
  /// @param elsewhere buffers that need no place
  static ArenaLayout of(List<Chain> chains, List<Buffer> inputs, List<Buffer> outputs, Set<Buffer> elsewhere) {
    ArenaLayout together = of(chains, inputs, outputs, elsewhere, 0);
    long largest = together.offsets.keySet().stream().mapToLong(Buffer::byteSize).max().orElse(0);
    ArenaLayout apart = of(chains, inputs, outputs, elsewhere, largest / SMALL);
    return apart.byteSize() < GAIN * together.byteSize() ? apart : together;
  }

  private static ArenaLayout of(List<Chain> chains, List<Buffer> inputs, List<Buffer> outputs, Set<Buffer> elsewhere, long smallest) {
    ArenaLayout layout = new ArenaLayout(chains, smallest);
    for (Buffer input : inputs) {
      layout.place(input);
    }
    List<Step> steps = chains.stream().flatMap(chain -> chain.steps().stream()).toList();
    Map<Buffer, Integer> lastUse = lastUse(steps);
    for (Buffer output : outputs) {
      lastUse.put(output, steps.size());
    }
    int position = 0;
    for (Chain chain : chains) {
      List<Buffer> finished = new ArrayList<>();
      for (Step step : chain.steps()) {
        finished.addAll(layout.step(step, chain, position++, lastUse, elsewhere, finished));
        // While one piece has finished with a buffer, another one may just have begun.
        if (chain.pieceCount() == 1) {
          finished.forEach(layout::release);
          finished.clear();
        }
      }
      finished.forEach(layout::release);
    }
    return layout;
  }

  long byteSize() {
    return large.top + small.top;
  }

  long offset(Buffer buffer) {
    long offset = Objects.requireNonNull(offsets.get(buffer), buffer::toString);
    return region(buffer) == small ? large.top + offset : offset;
  }

  private Region region(Buffer buffer) {
    return buffer.byteSize() < smallest ? small : large;
  }

  private static Map<Buffer, Integer> lastUse(List<Step> steps) {
    Map<Buffer, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Buffer buffer : steps.get(i).writes()) {
        lastUse.put(buffer, i);
      }
      for (Buffer buffer : steps.get(i).reads()) {
        lastUse.put(buffer, i);
      }
    }
    return lastUse;
  }

  /// Places what the step writes and returns what is not needed from then on.
  ///
  /// @param earlier what earlier steps of the chain have finished with, and whose memory has no other owner yet
  private List<Buffer> step(Step step, Chain chain, int index, Map<Buffer, Integer> lastUse, Set<Buffer> elsewhere, List<Buffer> earlier) {
    List<Buffer> finished = new ArrayList<>();
    for (Buffer read : new HashSet<>(step.reads())) {
      if (read.home() == Buffer.Home.ARENA && !elsewhere.contains(read) && Objects.equals(lastUse.get(read), index)) {
        finished.add(read);
      }
    }
    // A set has no order of its own; the layout must be the same every time.
    finished.sort(Comparator.comparingLong(this::offset));
    for (Buffer write : step.writes()) {
      if (elsewhere.contains(write) || offsets.containsKey(write)) {
        continue;
      }
      if (!placeOver(write, step, chain, finished) && !placeInstead(write, chain, earlier)) {
        place(write);
      }
    }
    for (Buffer write : step.writes()) {
      if (write.home() == Buffer.Home.ARENA && !elsewhere.contains(write) && Objects.equals(lastUse.get(write), index)) {
        finished.add(write);
      }
    }
    return finished;
  }

  private boolean placeOver(Buffer write, Step step, Chain chain, List<Buffer> finished) {
    for (Buffer read : finished) {
      if (step.mayOverlap(read, write) && chain.mayOverwrite(read)
          && Memory.aligned(read.byteSize()) == Memory.aligned(write.byteSize()) && region(read) == region(write)) {
        offsets.put(write, Objects.requireNonNull(offsets.get(read)));
        finished.remove(read);
        return true;
      }
    }
    return false;
  }

  /// Of buffers of one size that are touched row by row, each piece has the same bytes. So it may write where it has read, whatever other pieces are
  /// doing. The buffer that was finished with last is the likeliest to be in the cache.
  private boolean placeInstead(Buffer write, Chain chain, List<Buffer> earlier) {
    for (Buffer old : earlier.reversed()) {
      if (old.byteSize() == write.byteSize() && region(old) == region(write) && chain.isAlong(old) && chain.isAlong(write)) {
        offsets.put(write, Objects.requireNonNull(offsets.get(old)));
        earlier.remove(old);
        return true;
      }
    }
    return false;
  }

  private void place(Buffer buffer) {
    offsets.put(buffer, region(buffer).place(Memory.aligned(buffer.byteSize())));
  }

  private void release(Buffer buffer) {
    region(buffer).release(Objects.requireNonNull(offsets.get(buffer), buffer::toString), Memory.aligned(buffer.byteSize()));
  }

  /// Memory up to a top that rises, with gaps.
  private static final class Region {
    private final TreeMap<Long, Long> gaps = new TreeMap<>();
    private long top;

    Region(long start) {
      this.top = start;
    }

    long place(long size) {
      Map.Entry<Long, Long> best = null;
      for (Map.Entry<Long, Long> gap : gaps.entrySet()) {
        if (gap.getValue() >= size && (best == null || gap.getValue() < best.getValue())) {
          best = gap;
        }
      }
      if (best == null) {
        Map.Entry<Long, Long> last = gaps.lastEntry();
        // A gap at the top is widened rather than left behind.
        best = last != null && last.getKey() + last.getValue() == top ? last : Map.entry(top, 0L);
        top = best.getKey() + size;
      }
      long start = best.getKey();
      long left = best.getValue() - size;
      gaps.remove(start);
      if (left > 0) {
        gaps.put(start + size, left);
      }
      return start;
    }

    void release(long from, long bytes) {
      if (bytes == 0) {
        return;
      }
      long start = from;
      long size = bytes;
      Map.Entry<Long, Long> before = gaps.lowerEntry(start);
      if (before != null && before.getKey() + before.getValue() == start) {
        start = before.getKey();
        size += before.getValue();
      }
      Long after = gaps.remove(start + size);
      gaps.put(start, after == null ? size : size + after);
    }
  }
}
