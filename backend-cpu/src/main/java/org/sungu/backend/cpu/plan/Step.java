package org.sungu.backend.cpu.plan;

import java.util.List;
import java.util.function.Function;
import org.sungu.backend.cpu.kernel.Kernel;

/// What one op does in a plan.
///
/// @param name what it does, for people
/// @param reads the buffers that it reads
/// @param writes the buffers that it writes, in full together with the other steps that write them
/// @param overlaps which written buffers may lie in the same memory as which read ones
public record Step(String name, List<Buffer> reads, List<Buffer> writes, List<Overlap> overlaps, Work work) {
  /// Permission to write a result over an operand: each element is read before it is written.
  public record Overlap(Buffer read, Buffer written) {}

  public Step {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    overlaps = List.copyOf(overlaps);
  }

  public static Step of(String name, List<View> reads, View write, Function<Addresses, Kernel> kernel) {
    return new Step(name, buffers(reads), List.of(write.buffer()), List.of(), Piece.of(kernel));
  }

  public static Step of(String name, List<View> reads, List<View> writes, List<Overlap> overlaps, Work work) {
    return new Step(name, buffers(reads), buffers(writes), overlaps, work);
  }

  private static List<Buffer> buffers(List<View> views) {
    return views.stream().map(View::buffer).distinct().toList();
  }

  boolean mayOverlap(Buffer read, Buffer written) {
    return overlaps.contains(new Overlap(read, written));
  }
}
