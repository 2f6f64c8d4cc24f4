package org.sungu.benchmarks.step;

import java.util.Arrays;
import java.util.Random;
import org.sungu.backend.Backend;
import org.sungu.backend.Call;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.graph.program.Program;
import org.sungu.tensor.NDArray;

/// Times training steps and single-row predictions, from the first on and once warm.
///
/// Arguments: the network (`small` is 11-64-32-1 with batch 32, `large` 784-512-512-10 with dropout and batch 128) and the number of steps.
public final class StepTimes {
  private StepTimes() {}

  public static void main(String[] arguments) {
    boolean small = arguments.length == 0 || arguments[0].equals("small");
    int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : small ? 200_000 : 1000;
    Perceptron network = small ? Perceptron.of(0, 11, 64, 32, 1) : Perceptron.of(0.2, 784, 512, 512, 10);
    Backend backend = new CpuBackend();
    try (VariableStore store = backend.newStore()) {
      network.initialize(store);
      time("train", backend, store, network.trainStep(small ? 32 : 128), steps);
      time("predict one", backend, store, network.prediction(1), steps);
    }
  }

  private static void time(String name, Backend backend, VariableStore store, Program program, int steps) {
    long start = System.nanoTime();
    try (Executable executable = backend.compile(program, store); Call call = executable.newCall()) {
      fill(program, call);
      long compiled = System.nanoTime();
      long[] times = new long[steps];
      for (int i = 0; i < steps; i++) {
        long before = System.nanoTime();
        call.run();
        times[i] = System.nanoTime() - before;
      }
      long warm = Math.min(1000, steps / 2);
      System.out.printf("%-12s compile %.1f ms, first step %.2f ms, first %d steps %.1f ms, loss %s, arena %d KiB%n", name,
          (compiled - start) / 1e6, times[0] / 1e6, warm, Arrays.stream(times, 0, (int) warm).sum() / 1e6,
          NDArray.wrap(program.outputs().getFirst().dtype(), program.outputs().getFirst().shape(), call.output(0)),
          executable.scratchBytes() / 1024);
      Arrays.sort(times, steps / 2, steps);
      System.out.printf("%-12s warm: fastest %.2f us, median %.2f us, mean %.2f us%n", name, times[steps / 2] / 1e3,
          times[steps / 4 * 3] / 1e3, Arrays.stream(times, steps / 2, steps).average().orElse(0) / 1e3);
    }
  }

  private static void fill(Program program, Call call) {
    Random random = new Random(3);
    for (int i = 0; i < program.inputs().size(); i++) {
      var type = program.inputs().get(i).type();
      NDArray array = NDArray.wrap(type.dtype(), type.shape(), call.input(i));
      for (long j = 0; j < array.elementCount(); j++) {
        boolean label = i == 1;
        array.setDouble(j, label ? random.nextInt(2) : random.nextGaussian());
      }
    }
  }
}
