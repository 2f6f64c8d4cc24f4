package org.sungu.backend.cpu.plan;

import java.util.List;

/// One op's worth of a plan.
///
/// @param name what it does, for people
/// @param reads the buffers that it reads
/// @param writes the buffers that it writes in full
/// @param overlaps which written buffers may lie in the same memory as which read ones
/// @param scratchBytes memory that all parts together need while they run
/// @param parts what several threads may do at the same time
public record Step(String name, List<Buffer> reads, List<Buffer> writes, List<Overlap> overlaps, long scratchBytes, List<Part> parts) {
  /// Permission to write a result over an operand: each element is read before it is written.
  public record Overlap(Buffer read, Buffer written) {}

  public Step {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    overlaps = List.copyOf(overlaps);
    parts = List.copyOf(parts);
  }

  public static Step of(String name, List<View> reads, View write, Part part) {
    return new Step(name, reads.stream().map(View::buffer).toList(), List.of(write.buffer()), List.of(), 0, List.of(part));
  }

  public Step withScratch(long bytes) {
    return new Step(name, reads, writes, overlaps, bytes, parts);
  }

  boolean mayOverlap(Buffer read, Buffer written) {
    return overlaps.contains(new Overlap(read, written));
  }
}
