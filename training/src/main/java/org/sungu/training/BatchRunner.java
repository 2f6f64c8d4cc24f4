package org.sungu.training;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.Call;
import org.sungu.backend.Executable;
import org.sungu.tensor.NDArray;

/// Runs a step program over batches of samples, with one executable per batch size: the usual one and that of the last batch.
final class BatchRunner implements AutoCloseable {
  private record Bound(Executable executable, Call call) {}

  private final IntFunction<Executable> compile;
  private final Map<Integer, Bound> bySize = new HashMap<>();
  private final MemorySegment[] sources;
  private final long[] rowBytes;
  private long compileNanos;

  /// @param compile gives the executable for a batch size
  /// @param arrays what is fed, with all samples
  BatchRunner(IntFunction<Executable> compile, List<NDArray> arrays) {
    this.compile = compile;
    this.sources = arrays.stream().map(NDArray::segment).toArray(MemorySegment[]::new);
    this.rowBytes = arrays.stream()
        .mapToLong(array -> array.shape().size(0) == 0 ? 0 : array.segment().byteSize() / array.shape().size(0))
        .toArray();
  }

  /// Runs one batch: the samples from `from` to `to` of an order, or of the arrays themselves.
  ///
  /// @return the call, whose outputs hold until the next batch of that size
  Call run(int @Nullable [] order, int from, int to) {
    Call call = bySize.computeIfAbsent(to - from, size -> {
      long start = System.nanoTime();
      Executable executable = compile.apply(size);
      Bound bound = new Bound(executable, executable.newCall());
      compileNanos += System.nanoTime() - start;
      return bound;
    }).call();
    for (int i = 0; i < sources.length; i++) {
      MemorySegment target = call.input(i);
      long bytes = rowBytes[i];
      if (order == null) {
        MemorySegment.copy(sources[i], from * bytes, target, 0, (to - from) * bytes);
      } else {
        for (int row = from; row < to; row++) {
          MemorySegment.copy(sources[i], order[row] * bytes, target, (row - from) * bytes, bytes);
        }
      }
    }
    call.run();
    return call;
  }

  /// The time that compiling has taken so far.
  long compileNanos() {
    return compileNanos;
  }

  /// Bytes of the largest program's planned memory.
  long plannedBytes() {
    return bySize.values().stream().mapToLong(bound -> bound.executable().scratchBytes()).max().orElse(0);
  }

  @Override
  public void close() {
    for (Bound bound : bySize.values()) {
      bound.call().close();
      bound.executable().close();
    }
  }
}
