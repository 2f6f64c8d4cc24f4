package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.backend.cpu.binding.OneDnnKernels;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.vector.VectorKernels;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.graph.Constant;
import org.sungu.graph.Convolution;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Maximum;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.composed.MaxPool;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Predictions of a few small pictures by a network of convolutions and pooling, which are computed together and shared among threads that are awake.
final class PicturePredictionTest {
  private static final Shape NONE = Shape.of(0, 0);

  /// A network with its weights.
  private record Network(Program program, Map<Variable, NDArray> weights) {
    NDArray run(Backend backend, NDArray picture) {
      try (VariableStore store = backend.newStore()) {
        weights.forEach(store::put);
        try (Executable executable = backend.compile(program, store)) {
          executable.run(List.of(picture));
          return executable.run(List.of(picture)).getFirst();
        }
      }
    }
  }

  private static Network network(Shape picture, Shape window, int padding, int filters) {
    Map<Variable, NDArray> weights = new LinkedHashMap<>();
    Tensor input = Input.of("x", DType.FLOAT32, picture);
    Tensor x = block(input, window, 0, 32, weights);
    x = block(x, window, padding, filters, weights);
    int size = Math.toIntExact(x.shape().elementCount() / picture.size(0));
    Tensor output = MatMul.of(x.reshape(picture.size(0), size), weight(weights, size, 10));
    return new Network(Program.of(List.of(input), List.of(output)), weights);
  }

  private static Tensor weight(Map<Variable, NDArray> weights, int... sizes) {
    Variable variable = Variable.trainable("w" + weights.size(), DType.FLOAT32, Shape.of(sizes));
    weights.put(variable, Numbers.random(variable.type(), weights.size()));
    return ReadVariable.of(variable);
  }

  private static Tensor block(Tensor x, Shape window, int padding, int filters, Map<Variable, NDArray> weights) {
    Tensor kernel = weight(weights, 3, 3, x.shape().size(-1), filters);
    Shape ends = Shape.of(padding, padding);
    Tensor sums = Tensor.of(new Convolution(Shape.of(1, 1), Shape.of(1, 1), ends, ends, 1), x, kernel).plus(weight(weights, filters));
    return MaxPool.of(Maximum.of(sums, Constant.of(NDArray.zeros(DType.FLOAT32, Shape.of()))), window, window, NONE, NONE);
  }

  static Stream<Arguments> networks() {
    List<Arguments> rows = new ArrayList<>();
    for (int size = 22; size < 26; size++) {
      for (int padding = 0; padding < 2; padding++) {
        rows.add(Arguments.of(Shape.of(1, size, 51 - size, 1), Shape.of(2, 2), padding));
      }
    }
    rows.add(Arguments.of(Shape.of(1, 28, 28, 1), Shape.of(2, 2), 0));
    rows.add(Arguments.of(Shape.of(3, 28, 28, 1), Shape.of(2, 2), 0));
    rows.add(Arguments.of(Shape.of(2, 21, 20, 3), Shape.of(3, 1), 1));
    rows.add(Arguments.of(Shape.of(1, 40, 30, 4), Shape.of(1, 4), 1));
    rows.add(Arguments.of(Shape.of(1, 47, 47, 3), Shape.of(3, 3), 1));
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithTheReference(Shape picture, Shape window, int padding) {
    Network network = network(picture, window, padding, 64);
    NDArray x = Numbers.random(network.program().inputs().getFirst().type(), 9);
    NDArray expected = network.run(new ReferenceBackend(), x);
    NDArray one = network.run(new CpuBackend(1), x);
    assertEquals(one, network.run(new CpuBackend(2), x), "the number of threads makes no difference");
    List<NDArray> results = new ArrayList<>(List.of(one));
    for (Processor processor : Processor.values()) {
      if (processor.compareTo(Processor.current()) >= 0) {
        results.add(network.run(new CpuBackend(new OneDnnKernels(new VectorKernels()), processor, 2), x));
      }
    }
    double scale = 0;
    for (long i = 0; i < expected.elementCount(); i++) {
      scale = Math.max(scale, Math.abs(expected.getDouble(i)));
    }
    for (NDArray result : results) {
      for (long i = 0; i < expected.elementCount(); i++) {
        // Sums of some hundred to thousand terms three times in a row, by Winograd's method in between: each errs by some units in the 24th bit.
        assertEquals(expected.getDouble(i), result.getDouble(i), 0x1p-19 * scale);
      }
    }
  }

  /// Callers share their work with a thread that is awake, or do it alone where there are several; numbers are the same.
  @Test
  void callersOfAllKindsGetTheSameBits() throws InterruptedException, ExecutionException {
    Network network = network(Shape.of(1, 28, 28, 1), Shape.of(2, 2), 0, 64);
    NDArray x = Numbers.random(network.program().inputs().getFirst().type(), 9);
    NDArray expected = network.run(new CpuBackend(1), x);
    CpuBackend backend = new CpuBackend(3);
    try (VariableStore store = backend.newStore()) {
      network.weights().forEach(store::put);
      try (Executable executable = backend.compile(network.program(), store)) {
        for (int callers = 1; callers <= 4; callers++) {
          try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
              all.add(threads.submit(() -> {
                for (int run = 0; run < 1500; run++) {
                  assertEquals(expected, executable.run(List.of(x)).getFirst());
                }
              }));
            }
            for (Future<?> caller : all) {
              caller.get();
            }
          }
        }
      }
    }
  }
}
