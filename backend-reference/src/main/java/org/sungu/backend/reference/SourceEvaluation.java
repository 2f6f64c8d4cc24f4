package org.sungu.backend.reference;

import static org.sungu.tensor.Threefry.high;
import static org.sungu.tensor.Threefry.low;

import java.util.List;
import org.sungu.graph.Constant;
import org.sungu.graph.Input;
import org.sungu.graph.Iota;
import org.sungu.graph.RandomUniform;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Source;
import org.sungu.graph.evaluation.IotaEvaluation;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Threefry;

/// Values that enter a program.
final class SourceEvaluation {
  private SourceEvaluation() {}

  static NDArray of(Source op, List<NDArray> inputs, ReferenceStore store) {
    return switch (op) {
      case Input input -> throw new IllegalStateException(
          "input '" + input.label() + "' is read but not fed; declare it among the program's inputs");
      case Constant constant -> constant.value();
      case ReadVariable read -> store.value(read.variable());
      case Iota iota -> IotaEvaluation.of(iota);
      case RandomUniform random -> uniform(random, inputs.get(0).getLong(0), inputs.get(1).getLong(0));
    };
  }

  private static NDArray uniform(RandomUniform op, long seed, long counter) {
    NDArray result = NDArray.zeros(DType.FLOAT32, op.shape());
    long key = Threefry.key(seed, counter, op.stream());
    long count = result.elementCount();
    long half = (count + 1) / 2;
    for (long i = 0; i < half; i++) {
      long words = Threefry.block(low(key), high(key), (int) i, high(counter));
      result.setDouble(i, Threefry.uniform(low(words)));
      if (half + i < count) {
        result.setDouble(half + i, Threefry.uniform(high(words)));
      }
    }
    return result;
  }
}
