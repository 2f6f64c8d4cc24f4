package org.sungu.training;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.sungu.backend.Backend;
import org.sungu.backend.Call;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.nn.LayerOutput;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Computes outputs of layers for any number of samples, from any number of threads at once: the weights are shared, and each run
/// borrows its scratch memory from a pool.
final class Predictors implements AutoCloseable {
  private record Key(List<Entry> entries, List<LayerOutput> wanted, int size) {}

  private record Pool(Executable executable, Queue<Call> idle) {}

  private final StepPrograms programs;
  private final Backend backend;
  private final VariableStore store;
  private final Map<Key, Pool> pools = new ConcurrentHashMap<>();

  Predictors(StepPrograms programs, Backend backend, VariableStore store) {
    this.programs = programs;
    this.backend = backend;
    this.store = store;
  }

  /// The wanted outputs for all samples, computed in batches.
  List<NDArray> compute(List<Entry> entries, List<NDArray> values, List<LayerOutput> wanted, int batchSize) {
    int samples = values.getFirst().shape().size(0);
    NDArray[] results = new NDArray[wanted.size()];
    for (int from = 0; from == 0 || from < samples; from += batchSize) {
      int count = Math.min(batchSize, samples - from);
      Pool pool = pools.computeIfAbsent(new Key(entries, wanted, paddedSize(count, batchSize)), this::compile);
      Call call = pool.idle().poll();
      if (call == null) {
        call = pool.executable().newCall();
      }
      for (int i = 0; i < values.size(); i++) {
        copyRows(values.get(i).segment(), from, call.input(i), 0, count, rowBytes(values.get(i)));
      }
      call.run();
      for (int i = 0; i < results.length; i++) {
        NDArray result = results[i];
        if (result == null) {
          var type = pool.executable().program().outputs().get(i).type();
          result = NDArray.zeros(type.dtype(), type.shape().with(0, samples));
          results[i] = result;
        }
        copyRows(call.output(i), 0, result.segment(), from, count, rowBytes(result));
      }
      pool.idle().add(call);
    }
    return List.of(results);
  }

  private Pool compile(Key key) {
    return new Pool(backend.compile(programs.outputs(key.entries(), key.wanted(), key.size()), store), new ConcurrentLinkedQueue<>());
  }

  // Requests of many sizes share a few programs; what the padding rows compute is thrown away.
  private static int paddedSize(int count, int batchSize) {
    return count <= 2 ? Math.max(1, count) : Math.min(batchSize, Integer.highestOneBit(count - 1) << 1);
  }

  private static long rowBytes(NDArray array) {
    Shape shape = array.shape();
    return IntStream.range(1, shape.rank()).mapToLong(shape::size).reduce(array.dtype().byteSize(), (a, b) -> a * b);
  }

  private static void copyRows(MemorySegment source, long sourceRow, MemorySegment target, long targetRow, long count, long rowBytes) {
    MemorySegment.copy(source, sourceRow * rowBytes, target, targetRow * rowBytes, count * rowBytes);
  }

  /// Not to be called while another thread computes.
  @Override
  public void close() {
    for (Pool pool : pools.values()) {
      pool.idle().forEach(Call::close);
      pool.executable().close();
    }
    pools.clear();
  }
}
