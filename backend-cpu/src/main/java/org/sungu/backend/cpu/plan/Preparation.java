package org.sungu.backend.cpu.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a program that leaves all variables alone computes from variables and constants only, such as kernels of convolutions in the
/// arrangement that the processor likes: done once for all calls, and again when a variable has changed.
public final class Preparation {
  private final List<Step> rest;
  private final List<Chain> chains;
  private final Set<Buffer> buffers;
  private final ArenaLayout layout;

  private Preparation(List<Step> steps, List<Step> rest) {
    this.rest = rest;
    this.chains = Chaining.of(steps, List.of());
    Set<Buffer> kept = rest.stream().flatMap(step -> step.reads().stream()).collect(Collectors.toSet());
    this.buffers = steps.stream().flatMap(step -> step.writes().stream()).collect(Collectors.toSet());
    this.layout = ArenaLayout.of(chains, List.of(), buffers.stream().filter(kept::contains).toList(), Set.of());
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

  /// The buffers that are prepared, and those in between.
  public Set<Buffer> buffers() {
    return buffers;
  }

  /// Where a buffer lies; what only other steps of the preparation read shares memory with others.
  public long offset(Buffer buffer) {
    return layout.offset(buffer);
  }

  /// Bytes of the buffers and of the steps' scratch memory, which comes first.
  public long byteSize() {
    return layout.byteSize();
  }
}
