package org.sungu.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sungu.backend.Backend;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.graph.Input;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.testkit.Tolerance;

/// Computes graphs on every backend, and compares.
public final class Numbers {
  private Numbers() {}

  /// The backends that numbers are checked on.
  public static List<Backend> backends() {
    return List.of(new ReferenceBackend(), new CpuBackend());
  }

  /// The values of the tensors that `graph` builds from inputs like the given arrays.
  public static List<NDArray> compute(Backend backend, List<NDArray> inputs, Function<List<Tensor>, List<Tensor>> graph) {
    List<Tensor> fed = new ArrayList<>();
    for (NDArray input : inputs) {
      fed.add(Input.of("x" + fed.size(), input.dtype(), input.shape()));
    }
    try (VariableStore store = backend.newStore();
        Executable executable = backend.compile(Program.of(fed, graph.apply(fed)), store)) {
      return executable.run(inputs);
    }
  }

  /// The same on the reference backend.
  public static List<NDArray> compute(List<NDArray> inputs, Function<List<Tensor>, List<Tensor>> graph) {
    return compute(new ReferenceBackend(), inputs, graph);
  }

  /// Checks an array that Keras computed in float32, as we do: 4 units in the last place for functions and sums of a few dozen terms.
  ///
  /// @param scale the magnitude of the numbers that an element is computed from, where they may cancel
  public static void assertClose(NDArray expected, NDArray actual, double scale, String what) {
    NDArray scales = NDArray.full(DType.FLOAT64, expected.shape(), scale);
    assertEquals("", new Tolerance(4).difference(actual, expected, scales), what);
  }
}
