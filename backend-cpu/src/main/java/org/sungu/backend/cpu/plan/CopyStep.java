package org.sungu.backend.cpu.plan;

import java.util.List;
import java.util.function.Function;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.StridedCopy;
import org.sungu.tensor.Shape;

/// Copies of views.
public final class CopyStep {
  private static final double NANOSECONDS_A_BYTE = 0.1;
  private static final double NANOSECONDS_A_SCATTERED_BYTE = 0.3;

  private CopyStep() {}

  /// Copies the elements of a view in row-major order into a buffer of their size.
  public static Step of(View from, Buffer to) {
    View target = View.of(to, from.type());
    Shape shape = from.shape();
    long first = shape.rank() == 0 ? 1 : Math.max(1, shape.size(0));
    Rows rows = Rows.of(first, shape, List.of(from), List.of(target));
    boolean inRuns = shape.rank() == 0 || from.strides()[shape.rank() - 1] == 1;
    double nanoseconds = (inRuns ? NANOSECONDS_A_BYTE : NANOSECONDS_A_SCATTERED_BYTE) * from.byteSize();
    return Step.of("copy", List.of(from), List.of(target), List.of(), new Cut(rows.count(), 1, 1, nanoseconds, rows.along(), (start, end) -> {
      long size = first / rows.count();
      View source = rows.count() == 1 ? from : from.slice(start * size, end * size);
      View part = rows.count() == 1 ? target : target.slice(start * size, end * size);
      return Piece.of(new Copy(source, part));
    }));
  }

  /// Copies elements between views of the same shape.
  public record Copy(View from, View to) implements Function<Addresses, Kernel> {
    @Override
    public Kernel apply(Addresses addresses) {
      return StridedCopy.of(to.shape(), to.dtype().byteSize(), addresses.of(from), from.strides(), addresses.of(to), to.strides());
    }
  }
}
