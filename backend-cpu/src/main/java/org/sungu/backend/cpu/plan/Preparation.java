package org.sungu.backend.cpu.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.sungu.backend.cpu.memory.Memory;

/// What a program that leaves all variables alone computes from variables and constants only, such as kernels of convolutions in the
/// arrangement that the processor likes: done once for all calls, and again when a variable has changed.
public final class Preparation {
  private final List<Step> rest;
  private final List<Chain> chains;
  private final Map<Buffer, Long> offsets = new HashMap<>();
  private long byteSize;

  private Preparation(List<Step> steps, List<Step> rest) {
    this.rest = rest;
    this.chains = Chaining.of(steps, List.of());
    for (Step step : steps) {
      for (Buffer buffer : step.writes()) {
        offsets.put(buffer, byteSize);
        byteSize += Memory.aligned(buffer.byteSize());
      }
    }
  }

  static Preparation none(List<Step> steps) {
    return new Preparation(List.of(), steps);
  }

  /// @param outputs what each call has for itself
  static Preparation of(List<Step> steps, List<Buffer> outputs) {
    Set<Buffer> prepared = new HashSet<>();
    List<Step> first = new ArrayList<>();
    List<Step> rest = new ArrayList<>();
    for (Step step : steps) {
      boolean fixed = step.reads().stream().allMatch(read -> !read.isInArena() || prepared.contains(read));
      if (fixed && step.writes().stream().noneMatch(outputs::contains)) {
        prepared.addAll(step.writes());
        first.add(step);
      } else {
        rest.add(step);
      }
    }
    return new Preparation(first, rest);
  }

  /// The steps that each call does.
  List<Step> rest() {
    return rest;
  }

  public List<Chain> chains() {
    return chains;
  }

  /// The buffers that are prepared.
  public Set<Buffer> buffers() {
    return offsets.keySet();
  }

  public long offset(Buffer buffer) {
    return Objects.requireNonNull(offsets.get(buffer), buffer::toString);
  }

  /// Bytes of the buffers.
  public long byteSize() {
    return byteSize;
  }

  public long scratchBytes() {
    return chains.stream().mapToLong(Chain::scratchBytes).max().orElse(0);
  }
}
