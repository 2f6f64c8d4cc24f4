package org.sungu.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.backend.Call;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.graph.Absolute;
import org.sungu.graph.Constant;
import org.sungu.graph.Convolution;
import org.sungu.graph.ConvolutionInputGradient;
import org.sungu.graph.ConvolutionKernelGradient;
import org.sungu.graph.CumulativeSum;
import org.sungu.graph.Exp;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Maximum;
import org.sungu.graph.PlaceAtMaximum;
import org.sungu.graph.Pooling;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Scan;
import org.sungu.graph.ScatterAdd;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.WindowSpread;
import org.sungu.graph.WindowSum;
import org.sungu.graph.composed.Softmax;
import org.sungu.graph.evaluation.PointwiseEvaluation;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// What every backend promises, as tests: a backend's test class extends this one.
///
/// Every row of [OpSamples] is run and compared with the reference backend within its [Tolerance]; the rest is about runs, calls,
/// variables and threads.
public abstract class BackendContract {
  /// The backend under test.
  protected abstract Backend backend();

  /// The backend that says what is right.
  protected abstract Backend reference();

  static List<OpSample> samples() {
    return OpSamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void computesWhatTheReferenceDoes(OpSample sample) {
    Program program = sample.program();
    List<NDArray> expected = run(reference(), program, sample.inputs(), sample.variables());
    List<NDArray> actual = run(backend(), program, sample.inputs(), sample.variables());
    assertEquals(expected.size(), actual.size());
    NDArray magnitudes = magnitudes(sample);
    for (int i = 0; i < expected.size(); i++) {
      NDArray wanted = expected.get(i);
      Tolerance tolerance = Tolerance.of(sample.op(), wanted.dtype(), terms(sample));
      // What comes out of a loop may have cancelled anywhere inside; the rows keep everything there near 1.
      NDArray scales = sample.op() instanceof Scan ? NDArray.full(DType.FLOAT32, wanted.shape(), 1) : magnitudes;
      assertEquals("", tolerance.difference(actual.get(i), wanted, scales), sample.name());
    }
  }

  /// How many terms each element of the result is the sum of.
  private static long terms(OpSample sample) {
    return switch (sample.op()) {
      case ReduceSum _, CumulativeSum _ -> sample.inputs().getFirst().elementCount();
      case MatMul matMul -> sample.inputs().getFirst().shape().size(matMul.transposeA() ? -2 : -1);
      case ScatterAdd _ -> sample.inputs().getFirst().elementCount();
      case Convolution _ -> kernelElements(sample) / sample.inputs().get(1).shape().size(-1);
      case ConvolutionInputGradient gradient -> kernelElements(sample) / sample.inputs().get(1).shape().size(-2) / gradient.groups();
      case ConvolutionKernelGradient _ -> sample.inputs().get(1).elementCount() / sample.inputs().get(1).shape().size(-1);
      case WindowSum _, WindowSpread _, PlaceAtMaximum _ -> ((Pooling) sample.op()).window().elementCount();
      default -> 1;
    };
  }

  private static long kernelElements(OpSample sample) {
    return sample.inputs().get(1).elementCount();
  }

  /// What sums would be if no terms cancelled; null for other ops.
  private @Nullable NDArray magnitudes(OpSample sample) {
    if (terms(sample) <= 1) {
      return null;
    }
    List<NDArray> absolute = new ArrayList<>();
    for (NDArray input : sample.inputs()) {
      // Keys say where numbers go and are not added up.
      boolean added = input.dtype().isFloating() && !(sample.op() instanceof PlaceAtMaximum && absolute.isEmpty());
      absolute.add(added ? PointwiseEvaluation.of(new Absolute(), List.of(input)) : input);
    }
    return run(reference(), sample.program(), absolute, sample.variables()).getFirst();
  }

  @Test
  void outputsAreAsLargeAsTheirTypesSay() {
    for (OpSample sample : OpSamples.all()) {
      Program program = sample.program();
      try (VariableStore store = store(backend(), sample.variables());
          Executable executable = backend().compile(program, store);
          Call call = executable.newCall()) {
        for (int i = 0; i < program.inputs().size(); i++) {
          assertEquals(byteSize(program.inputs().get(i)), call.input(i).byteSize(), sample.name());
        }
        for (int i = 0; i < program.outputs().size(); i++) {
          assertEquals(byteSize(program.outputs().get(i)), call.output(i).byteSize(), sample.name());
        }
      }
    }
  }

  @Test
  void variablesAreReadAsTheyWereBeforeTheRun() {
    Variable variable = Variable.state("v", DType.FLOAT32, Shape.of(3));
    Tensor old = ReadVariable.of(variable);
    Program program = Program.of(List.of(), List.of(old, old.plus(1)), Map.of(variable, old.plus(1)));
    try (VariableStore store = store(backend(), Map.of(variable, NDArray.of(Shape.of(3), 1f, 2f, 3f)));
        Executable executable = backend().compile(program, store)) {
      assertArrayEquals(new float[] {1, 2, 3}, executable.run(List.of()).get(0).toFloats());
      assertArrayEquals(new float[] {2, 3, 4}, store.get(variable).toFloats());
      List<NDArray> second = executable.run(List.of());
      assertArrayEquals(new float[] {2, 3, 4}, second.get(0).toFloats());
      assertArrayEquals(new float[] {3, 4, 5}, second.get(1).toFloats());
      assertArrayEquals(new float[] {3, 4, 5}, store.get(variable).toFloats());
    }
  }

  @Test
  void updatesTakeEffectTogether() {
    Variable a = Variable.state("a", DType.FLOAT32, Shape.of(2));
    Variable b = Variable.state("b", DType.FLOAT32, Shape.of(2));
    Map<Variable, NDArray> values = Map.of(a, NDArray.of(Shape.of(2), 1f, 2f), b, NDArray.of(Shape.of(2), 3f, 4f));
    Program swap = Program.of(List.of(), List.of(), Map.of(a, ReadVariable.of(b), b, ReadVariable.of(a)));
    try (VariableStore store = store(backend(), values); Executable executable = backend().compile(swap, store)) {
      for (int i = 0; i < 3; i++) {
        executable.run(List.of());
        boolean swapped = i % 2 == 0;
        assertEquals(values.get(swapped ? b : a), store.get(a));
        assertEquals(values.get(swapped ? a : b), store.get(b));
      }
    }
  }

  @Test
  void anUpdateMayReadWhatAnotherUpdateChanges() {
    Variable a = Variable.state("a", DType.FLOAT32, Shape.of(500));
    Variable b = Variable.state("b", DType.FLOAT32, Shape.of(500));
    NDArray first = SampleArrays.normal(DType.FLOAT32, 500);
    NDArray second = SampleArrays.otherNormal(DType.FLOAT32, 500);
    Tensor readA = ReadVariable.of(a);
    Tensor readB = ReadVariable.of(b);
    Program program = Program.of(List.of(), List.of(), Map.of(a, readA.plus(readB), b, readA.minus(readB)));
    try (VariableStore store = store(backend(), Map.of(a, first, b, second));
        Executable executable = backend().compile(program, store)) {
      executable.run(List.of());
      for (int i = 0; i < 500; i++) {
        assertEquals(first.getFloat(i) + second.getFloat(i), store.get(a).getFloat(i));
        assertEquals(first.getFloat(i) - second.getFloat(i), store.get(b).getFloat(i));
      }
    }
  }

  static LongStream trainingSteps() {
    return LongStream.range(0, 200);
  }

  /// The numbers are near 1 and pass through some tens of ops that each round a few units in the last place.
  @ParameterizedTest
  @MethodSource("trainingSteps")
  void randomTrainingStepsGiveTheReferencesNumbers(long seed) {
    Program program = RandomTrainingSteps.of(seed, 10 + (int) (seed % 40));
    Map<Variable, NDArray> values = RandomTrainingSteps.variables(program);
    try (VariableStore wanted = store(reference(), values);
        VariableStore store = store(backend(), values);
        Executable expected = reference().compile(program, wanted);
        Executable executable = backend().compile(program, store)) {
      for (int run = 0; run < 3; run++) {
        List<NDArray> inputs = RandomTrainingSteps.inputs(program, run);
        assertClose(expected.run(inputs), executable.run(inputs), "outputs of " + seed + " in run " + run);
        List<Variable> variables = List.copyOf(program.variables());
        assertClose(variables.stream().map(wanted::get).toList(), variables.stream().map(store::get).toList(),
            variables + " of " + seed + " after run " + run);
        // Comparisons of variables must not hang on how the last run rounded.
        variables.forEach(variable -> store.put(variable, wanted.get(variable)));
      }
    }
  }

  private static void assertClose(List<NDArray> expected, List<NDArray> actual, String what) {
    for (int i = 0; i < expected.size(); i++) {
      NDArray wanted = expected.get(i);
      for (long at = 0; at < wanted.elementCount(); at++) {
        double value = wanted.getDouble(at);
        assertEquals(value, actual.get(i).getDouble(at), 1e-4 * Math.max(1, Math.abs(value)), what + ", " + i + " at " + at);
      }
    }
  }

  @Test
  void inputsConstantsAndVariablesMayBeOutputsAndUpdates() {
    Variable a = Variable.state("a", DType.FLOAT32, Shape.of(2));
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(2));
    Tensor constant = Constant.of(NDArray.of(Shape.of(2), 5f, 6f));
    Program program = Program.of(List.of(x), List.of(x, constant, x, ReadVariable.of(a)), Map.of(a, x));
    try (VariableStore store = store(backend(), Map.of(a, NDArray.of(Shape.of(2), 8f, 9f)));
        Executable executable = backend().compile(program, store);
        Call call = executable.newCall()) {
      NDArray fed = NDArray.of(Shape.of(2), 1f, 2f);
      call.input(0).copyFrom(fed.segment());
      call.run();
      call.input(0).fill((byte) 0);
      assertEquals(fed, store.get(a));
      store.put(a, NDArray.of(Shape.of(2), 8f, 9f));
      assertEquals(List.of(fed, NDArray.of(Shape.of(2), 5f, 6f), fed, NDArray.of(Shape.of(2), 8f, 9f)), executable.run(List.of(fed)));
    }
  }

  @Test
  void inputsKeepWhatWasWritten() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(37, 5));
    Tensor y = Exp.of(Maximum.of(x.times(2).plus(1), 0)).minus(x);
    Program program = Program.of(List.of(x), List.of(y));
    NDArray fed = SampleArrays.normal(DType.FLOAT32, 37, 5);
    try (VariableStore store = backend().newStore();
        Executable executable = backend().compile(program, store);
        Call call = executable.newCall()) {
      call.input(0).copyFrom(fed.segment());
      call.run();
      NDArray first = output(call, 0, y);
      call.run();
      assertEquals(first, output(call, 0, y));
      assertEquals(-1, call.input(0).mismatch(fed.segment()));
    }
  }

  @Test
  void runsRepeatBitForBit() {
    Program program = network();
    List<NDArray> inputs = networkInputs(1);
    try (VariableStore store = backend().newStore(); Executable executable = backend().compile(program, store)) {
      List<NDArray> first = executable.run(inputs);
      for (int i = 0; i < 10; i++) {
        assertEquals(first, executable.run(inputs));
      }
      try (Executable again = backend().compile(program, store)) {
        assertEquals(first, again.run(inputs));
      }
    }
  }

  @Test
  void callsDoNotDisturbEachOther() {
    Program program = network();
    try (VariableStore store = backend().newStore();
        Executable executable = backend().compile(program, store);
        Call one = executable.newCall();
        Call two = executable.newCall()) {
      List<NDArray> first = networkInputs(1);
      List<NDArray> second = networkInputs(2);
      NDArray expected = executable.run(first).getFirst();
      feed(one, first);
      feed(two, second);
      one.run();
      two.run();
      Tensor result = program.outputs().getFirst();
      assertEquals(expected, output(one, 0, result));
      assertEquals(executable.run(second).getFirst(), output(two, 0, result));
      assertNotEquals(expected, output(two, 0, result));
    }
  }

  @Test
  void manyThreadsGetTheSameNumbers() throws InterruptedException, ExecutionException {
    Program program = network();
    try (VariableStore store = backend().newStore();
        Executable executable = backend().compile(program, store);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<List<NDArray>> expected = new ArrayList<>();
      for (int seed = 0; seed < 8; seed++) {
        expected.add(executable.run(networkInputs(seed)));
      }
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int task = 0; task < 64; task++) {
        int seed = task % 8;
        tasks.add(() -> {
          boolean same = true;
          for (int run = 0; run < 5; run++) {
            same &= executable.run(networkInputs(seed)).equals(expected.get(seed));
          }
          return same;
        });
      }
      for (Future<Boolean> result : threads.invokeAll(tasks)) {
        assertTrue(result.get());
      }
    }
  }

  @Test
  void aPutBetweenRunsIsSeen() {
    Variable variable = Variable.trainable("w", DType.FLOAT32, Shape.of(2));
    Program program = Program.of(List.of(), List.of(ReadVariable.of(variable).times(2)));
    try (VariableStore store = store(backend(), Map.of(variable, NDArray.of(Shape.of(2), 1f, 2f)));
        Executable executable = backend().compile(program, store)) {
      assertArrayEquals(new float[] {2, 4}, executable.run(List.of()).getFirst().toFloats());
      store.put(variable, NDArray.of(Shape.of(2), 5f, 6f));
      assertArrayEquals(new float[] {10, 12}, executable.run(List.of()).getFirst().toFloats());
    }
  }

  @Test
  void twoProgramsShareAStore() {
    Variable variable = Variable.state("w", DType.FLOAT32, Shape.SCALAR);
    Tensor value = ReadVariable.of(variable);
    try (VariableStore store = store(backend(), Map.of(variable, NDArray.scalar(1)));
        Executable doubling = backend().compile(Program.of(List.of(), List.of(), Map.of(variable, value.times(2))), store);
        Executable reading = backend().compile(Program.of(List.of(), List.of(value)), store)) {
      doubling.run(List.of());
      doubling.run(List.of());
      assertEquals(4, reading.run(List.of()).getFirst().item());
    }
  }

  @Test
  void theStoreCopies() {
    Variable variable = Variable.state("w", DType.FLOAT32, Shape.of(2));
    NDArray given = NDArray.of(Shape.of(2), 1f, 2f);
    try (VariableStore store = backend().newStore()) {
      assertFalse(store.contains(variable));
      store.put(variable, given);
      given.setDouble(0, 7);
      store.get(variable).setDouble(1, 7);
      assertTrue(store.contains(variable));
      assertArrayEquals(new float[] {1, 2}, store.get(variable).toFloats());
      assertTrue(store.byteSize() >= 8);
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    Variable variable = Variable.state("dense/kernel", DType.FLOAT32, Shape.of(2));
    Program program = Program.of(List.of(), List.of(ReadVariable.of(variable)));
    try (VariableStore store = backend().newStore()) {
      assertMentions("dense/kernel", () -> store.get(variable));
      assertMentions("dense/kernel", () -> backend().compile(program, store));
      assertMentions("dense/kernel", () -> store.put(variable, NDArray.scalar(1)));
    }
  }

  private static void assertMentions(String part, Runnable action) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(String.valueOf(error.getMessage()).contains(part), error.getMessage());
  }

  /// Two layers and a softmax, large enough to be worth several threads.
  private static Program network() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(33, 40));
    Tensor first = Input.of("first", DType.FLOAT32, Shape.of(40, 70));
    Tensor bias = Input.of("bias", DType.FLOAT32, Shape.of(70));
    Tensor second = Input.of("second", DType.FLOAT32, Shape.of(70, 10));
    Tensor hidden = Maximum.of(MatMul.of(x, first).plus(bias), 0);
    Tensor result = Softmax.of(MatMul.of(hidden, second), -1);
    return Program.of(List.of(x, first, bias, second), List.of(result, ReduceSum.of(result.squared())));
  }

  private static List<NDArray> networkInputs(int seed) {
    return List.of(SampleArrays.uniform(DType.FLOAT32, -1 - seed, 1, 33, 40), SampleArrays.normal(DType.FLOAT32, 40, 70),
        SampleArrays.normal(DType.FLOAT32, 70), SampleArrays.normal(DType.FLOAT32, 70, 10));
  }

  private static void feed(Call call, List<NDArray> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      call.input(i).copyFrom(inputs.get(i).segment());
    }
  }

  private static NDArray output(Call call, int index, Tensor type) {
    return NDArray.wrap(type.dtype(), type.shape(), call.output(index)).copy();
  }

  private static long byteSize(Tensor tensor) {
    return tensor.shape().elementCount() * tensor.dtype().byteSize();
  }

  private static VariableStore store(Backend backend, Map<Variable, NDArray> values) {
    VariableStore store = backend.newStore();
    values.forEach(store::put);
    return store;
  }

  private static List<NDArray> run(Backend backend, Program program, List<NDArray> inputs, Map<Variable, NDArray> variables) {
    try (VariableStore store = store(backend, variables); Executable executable = backend.compile(program, store)) {
      return executable.run(inputs);
    }
  }
}
