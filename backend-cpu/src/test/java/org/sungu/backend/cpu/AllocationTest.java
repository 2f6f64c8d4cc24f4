package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sungu.backend.Call;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// A program that runs allocates nothing: neither objects while it runs, nor calls that are left behind.
final class AllocationTest {
  private static Program step(Variable weight) {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(32, 11));
    Tensor read = ReadVariable.of(weight);
    Tensor loss = Mean.of(Sigmoid.of(MatMul.of(x, read)).squared());
    Tensor gradient = Gradient.of(loss, List.of(read)).getFirst();
    return Program.of(List.of(x), List.of(loss), Map.of(weight, read.minus(gradient.times(0.1))));
  }

  @Test
  void runningAllocatesNothingOnceCompiled() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Variable weight = Variable.trainable("w", DType.FLOAT32, Shape.of(11, 16));
    CpuBackend backend = new CpuBackend(1);
    try (VariableStore store = backend.newStore()) {
      store.put(weight, NDArray.full(DType.FLOAT32, Shape.of(11, 16), 0.5));
      try (Executable executable = backend.compile(step(weight), store); Call call = executable.newCall()) {
        // The Vector API boxes until its loops are compiled, which happens in the background.
        long allocated = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 100 && allocated > 0; attempt++) {
          long before = threads.getCurrentThreadAllocatedBytes();
          for (int i = 0; i < 1000; i++) {
            call.run();
          }
          allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated);
      }
    }
  }

  @Test
  void aHundredThousandCallsLeaveNothingBehind() {
    Variable weight = Variable.trainable("w", DType.FLOAT32, Shape.of(11, 16));
    CpuBackend backend = new CpuBackend(1);
    try (VariableStore store = backend.newStore()) {
      store.put(weight, NDArray.zeros(DType.FLOAT32, Shape.of(11, 16)));
      try (Executable executable = backend.compile(step(weight), store)) {
        long before = residentKilobytes();
        for (int i = 0; i < 100_000; i++) {
          try (Call call = executable.newCall()) {
            call.run();
          }
        }
        // Each call has an arena of some kilobytes: lost, they would come to several hundred megabytes.
        assertTrue(residentKilobytes() - before < 200_000, "resident memory grew by " + (residentKilobytes() - before) + " kB");
      }
    }
  }

  private static long residentKilobytes() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines.filter(line -> line.startsWith("VmRSS")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", ""))).findFirst().orElse(0);
    } catch (IOException e) {
      // Not Linux: nothing to compare.
      return 0;
    }
  }
}
