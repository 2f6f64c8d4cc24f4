package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.graph.Exp;
import org.sungu.graph.Input;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// What depends on variables only is computed once, and again when they have changed.
final class PreparationTest {
  private static final Shape SHAPE = Shape.of(3);
  private static final Variable WEIGHT = Variable.trainable("w", DType.FLOAT32, SHAPE);

  private static double[] run(Executable executable) {
    return executable.run(List.of(NDArray.full(DType.FLOAT32, Shape.of(2, 3), 1))).getFirst().toDoubles();
  }

  private static Program prediction() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(2, 3));
    return Program.of(List.of(x), List.of(x.plus(Exp.of(ReadVariable.of(WEIGHT)))));
  }

  @Test
  void followsWhatIsPutAndWhatProgramsUpdate() {
    CpuBackend backend = new CpuBackend(2);
    try (VariableStore store = backend.newStore()) {
      store.put(WEIGHT, NDArray.zeros(DType.FLOAT32, SHAPE));
      Tensor weight = ReadVariable.of(WEIGHT);
      Program step = Program.of(List.of(), List.of(), Map.of(WEIGHT, weight.minus(1)));
      try (Executable predict = backend.compile(prediction(), store); Executable train = backend.compile(step, store)) {
        assertArrayEquals(new double[] {2, 2, 2, 2, 2, 2}, run(predict));
        store.put(WEIGHT, NDArray.full(DType.FLOAT32, SHAPE, Math.log(2)));
        assertArrayEquals(new double[] {3, 3, 3, 3, 3, 3}, run(predict), 1e-6);
        train.run(List.of());
        double expected = 1 + 2 / Math.E;
        assertArrayEquals(new double[] {expected, expected, expected, expected, expected, expected}, run(predict), 1e-6);
      }
    }
  }

  /// An output is each call's own, although it depends on a variable only.
  @Test
  void anOutputMayBeFixed() {
    CpuBackend backend = new CpuBackend(1);
    try (VariableStore store = backend.newStore()) {
      store.put(WEIGHT, NDArray.zeros(DType.FLOAT32, SHAPE));
      Tensor fixed = Exp.of(ReadVariable.of(WEIGHT));
      try (Executable executable = backend.compile(Program.of(List.of(), List.of(fixed, fixed.plus(1).times(fixed))), store)) {
        List<NDArray> outputs = executable.run(List.of());
        assertArrayEquals(new double[] {1, 1, 1}, outputs.get(0).toDoubles());
        assertArrayEquals(new double[] {2, 2, 2}, outputs.get(1).toDoubles());
      }
    }
  }
}
