package org.sungu.benchmarks.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sungu.backend.Backend;
import org.sungu.backend.Call;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.graph.Variable;
import org.sungu.tensor.NDArray;

/// One run of a compiled program on the CPU backend. Before anything is measured, its answer is compared with the reference backend's.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  /// Which program; [Kernels] has them.
  @Param({"matmul32", "matmul128x784x512", "matmul512", "pointwise", "sum", "softmax", "convolution", "adam"})
  public String kernel = "";

  private @Nullable Bound bound;

  private record Bound(VariableStore store, Executable executable, Call call) {
    static Bound of(Backend backend, Kernels kernels) {
      Random random = new Random(5);
      VariableStore store = backend.newStore();
      kernels.variables().forEach(store::put);
      Executable executable = backend.compile(kernels.program(), store);
      Call call = executable.newCall();
      for (int i = 0; i < kernels.program().inputs().size(); i++) {
        var type = kernels.program().inputs().get(i).type();
        NDArray array = NDArray.wrap(type.dtype(), type.shape(), call.input(i));
        for (long j = 0; j < array.elementCount(); j++) {
          array.setDouble(j, random.nextGaussian());
        }
      }
      return new Bound(store, executable, call);
    }

    /// What the program gives and leaves in its variables.
    List<NDArray> answers(Kernels kernels) {
      List<NDArray> answers = new ArrayList<>();
      for (int i = 0; i < kernels.program().outputs().size(); i++) {
        var type = kernels.program().outputs().get(i).type();
        answers.add(NDArray.wrap(type.dtype(), type.shape(), call.output(i)));
      }
      for (Variable variable : kernels.variables().keySet()) {
        answers.add(store.get(variable));
      }
      return answers;
    }

    void close() {
      call.close();
      executable.close();
      store.close();
    }
  }

  /// Compiles the program and checks its answer.
  @Setup(Level.Trial)
  public void prepare() {
    Kernels kernels = Kernels.of(kernel);
    Bound measured = Bound.of(new CpuBackend(), kernels);
    Bound reference = Bound.of(new ReferenceBackend(), kernels);
    measured.call().run();
    reference.call().run();
    List<NDArray> answers = measured.answers(kernels);
    List<NDArray> expected = reference.answers(kernels);
    for (int i = 0; i < answers.size(); i++) {
      check(answers.get(i).toDoubles(), expected.get(i).toDoubles(), kernels.tolerance());
    }
    reference.close();
    bound = measured;
  }

  private void check(double[] answers, double[] expected, double tolerance) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < answers.length; i++) {
      if (!(Math.abs(answers[i] - expected[i]) <= tolerance * largest)) {
        throw new IllegalStateException(kernel + " gives " + answers[i] + " at " + i + "; expected " + expected[i] + ". Its time would mean nothing");
      }
    }
  }

  /// One run.
  @Benchmark
  public void run() {
    if (bound != null) {
      bound.call().run();
    }
  }

  @TearDown(Level.Trial)
  public void release() {
    if (bound != null) {
      bound.close();
    }
  }
}
