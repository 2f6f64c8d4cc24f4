package org.sungu.backend.cpu.plan;

import java.util.List;
import java.util.function.Function;
import org.sungu.backend.cpu.kernel.Kernel;

/// One kernel's worth of a plan.
///
/// @param name what it does, for people
/// @param reads the buffers that it reads
/// @param writes the buffers that it writes in full
/// @param overlaps which written buffers may lie in the same memory as which read ones
/// @param scratchBytes memory that it needs while it runs
/// @param kernel makes the kernel once addresses are known
public record Step(String name, List<Buffer> reads, List<Buffer> writes, List<Overlap> overlaps, long scratchBytes,
    Function<Addresses, Kernel> kernel) {
  /// Permission to write a result over an operand: each element is read before it is written.
  public record Overlap(Buffer read, Buffer written) {}

  public Step {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    overlaps = List.copyOf(overlaps);
  }

  public static Step of(String name, List<View> reads, View write, Function<Addresses, Kernel> kernel) {
    return new Step(name, reads.stream().map(View::buffer).toList(), List.of(write.buffer()), List.of(), 0, kernel);
  }

  public Step withScratch(long bytes) {
    return new Step(name, reads, writes, overlaps, bytes, kernel);
  }

  boolean mayOverlap(Buffer read, Buffer written) {
    return overlaps.contains(new Overlap(read, written));
  }
}
