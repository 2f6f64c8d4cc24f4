package org.sungu.backend.reference;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.sungu.graph.Gather;
import org.sungu.graph.Indexing;
import org.sungu.graph.ScatterAdd;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Reading and writing at positions given by another tensor. An array is seen as `outer × axis × inner`.
final class IndexingEvaluation {
  private IndexingEvaluation() {}

  static NDArray of(Indexing op, List<NDArray> inputs) {
    return switch (op) {
      case Gather gather -> gather(inputs.get(0), inputs.get(1), gather.axis());
      case ScatterAdd scatter -> scatterAdd(inputs.get(0), inputs.get(1), scatter.shape(), scatter.axis());
    };
  }

  private static NDArray gather(NDArray x, NDArray indices, int axis) {
    Shape source = x.shape();
    Shape inner = source.range(axis + 1, source.rank());
    Shape shape = source.range(0, axis).append(indices.shape().toArray()).append(inner.toArray());
    NDArray result = NDArray.full(x.dtype(), shape, x.dtype().isFloating() ? Double.NaN : 0);
    long innerBytes = inner.elementCount() * x.dtype().byteSize();
    long outer = source.range(0, axis).elementCount();
    int size = source.size(axis);
    long count = indices.elementCount();
    for (long i = 0; i < outer; i++) {
      for (long j = 0; j < count; j++) {
        long position = indices.getLong(j);
        if (position >= 0 && position < size) {
          MemorySegment.copy(
              x.segment(), (i * size + position) * innerBytes, result.segment(), (i * count + j) * innerBytes, innerBytes);
        }
      }
    }
    return result;
  }

  private static NDArray scatterAdd(NDArray indices, NDArray updates, Shape shape, int axis) {
    boolean floating = updates.dtype().isFloating();
    int elements = Math.toIntExact(shape.elementCount());
    double[] floatingSums = new double[floating ? elements : 0];
    long[] integerSums = new long[floating ? 0 : elements];
    long outer = shape.range(0, axis).elementCount();
    long inner = shape.range(axis + 1, shape.rank()).elementCount();
    int size = shape.size(axis);
    long count = indices.elementCount();
    for (long i = 0; i < outer; i++) {
      for (long j = 0; j < count; j++) {
        long position = indices.getLong(j);
        for (long k = 0; position >= 0 && position < size && k < inner; k++) {
          int target = (int) ((i * size + position) * inner + k);
          long source = (i * count + j) * inner + k;
          if (floating) {
            floatingSums[target] += updates.getDouble(source);
          } else {
            integerSums[target] += updates.getLong(source);
          }
        }
      }
    }
    return (floating ? NDArray.of(shape, floatingSums) : NDArray.of(shape, integerSums)).cast(updates.dtype());
  }
}
