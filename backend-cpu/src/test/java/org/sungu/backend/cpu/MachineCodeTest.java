package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.code.ChainCompiler;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.lowering.LoweredProgram;
import org.sungu.backend.cpu.lowering.Lowering;
import org.sungu.backend.cpu.lowering.Target;
import org.sungu.backend.cpu.plain.PlainKernels;
import org.sungu.backend.cpu.plan.Chain;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.pointwise.PointwiseLowering;
import org.sungu.backend.cpu.thread.Team;
import org.sungu.backend.cpu.winograd.Winograd;
import org.sungu.graph.Constant;
import org.sungu.graph.Erf;
import org.sungu.graph.Exp;
import org.sungu.graph.Expm1;
import org.sungu.graph.Gather;
import org.sungu.graph.Input;
import org.sungu.graph.Less;
import org.sungu.graph.Log1p;
import org.sungu.graph.Log;
import org.sungu.graph.MatMul;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.ScatterAdd;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Tanh;
import org.sungu.graph.Tensor;
import org.sungu.graph.Transpose;
import org.sungu.graph.program.Program;
import org.sungu.rewrite.Rewrites;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.backend.cpu.vector.VectorKernels;
import org.sungu.testkit.RandomTrainingSteps;
import org.sungu.testkit.SampleArrays;

/// Machine code leaves the same bits in memory as other kernels, chain by chain and for whole programs, and touches nothing else.
final class MachineCodeTest {
  private static final Team ALONE = new Team(1);
  private static final Target TARGET = new Target(new PlainKernels(), new Winograd(Processor.OTHER), true, ALONE);

  /// More of them: `-Dsungu.seeds=5000`.
  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("sungu.seeds", 300));
  }

  private static Program program(long seed) {
    return RandomTrainingSteps.of(seed, 5 + (int) (seed % 60));
  }

  static LongStream fewerSeeds() {
    return LongStream.range(0, Integer.getInteger("sungu.seeds", 300) / 5);
  }

  private static Program large(long seed) {
    return RandomTrainingSteps.large(seed, 5 + (int) (seed % 40));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyChainChangesTheSameBytes(long seed) {
    check(program(seed));
  }

  @ParameterizedTest
  @MethodSource("fewerSeeds")
  void everyChainOfSeveralPiecesChangesTheSameBytes(long seed) {
    check(large(seed));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyChainWithBfloat16ChangesTheSameBytes(long seed) {
    check(new Narrowed(seed).apply(program(seed)));
  }

  @ParameterizedTest
  @MethodSource("fewerSeeds")
  void everyLargeChainWithBfloat16ChangesTheSameBytes(long seed) {
    check(new Narrowed(seed).apply(large(seed)));
  }

  @ParameterizedTest
  @MethodSource("fewerSeeds")
  void programsWithBfloat16GiveTheSameBits(long seed) {
    Program program = new Narrowed(seed).apply(program(seed));
    checkRuns(program);
    assertEquals(runs(new CpuBackend(new PlainKernels(), Processor.OTHER, 1), program), runs(new CpuBackend(new VectorKernels(), Processor.OTHER, 1), program));
    checkRuns(new Narrowed(seed).apply(large(seed)));
  }

  /// The cast mask may be written over one of the sums, which is read after it.
  @Test
  void aCastResultOverAnOperandThatIsReadLater() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(37, 3));
    Tensor y = Input.of("y", DType.FLOAT32, Shape.of(37, 1));
    Tensor readLater = ReduceSum.keeping(x, 1);
    Tensor right = Less.of(ReduceSum.keeping(x.squared(), 1), y).cast(DType.FLOAT32);
    check(Program.of(List.of(x, y), List.of(readLater.plus(right.times(y)), ReduceSum.of(right))));
  }

  /// The middle axis repeats, and the operands are cut along the first one.
  @Test
  void anOperandThatRepeatsBetweenOtherAxes() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(12, 32, 48));
    Tensor y = Input.of("y", DType.FLOAT32, Shape.of(12, 1, 48));
    Tensor z = Input.of("z", DType.FLOAT32, Shape.of(12, 1, 1));
    Tensor heads = Transpose.of(Input.of("w", DType.FLOAT32, Shape.of(12, 48, 32)), 0, 2, 1);
    check(Program.of(List.of(x, y, z, heads.node().input(0)), List.of(x.times(y).plus(z), x.plus(z).times(heads), x.plus(heads).minus(y))));
  }

  /// Some positions lie in front of the array, some behind it; slices fill registers or do not, and pieces have positions of their own.
  @Test
  void slicesAtRepeatedPositions() {
    for (DType type : List.of(DType.INT32, DType.INT64, DType.INT8)) {
      for (Shape shape : List.of(Shape.of(37, 1), Shape.of(37, 16), Shape.of(30, 75), Shape.of(2, 300), Shape.of(2000, 65))) {
        Tensor x = Input.of("x", DType.FLOAT32, Shape.of(40, 5));
        Tensor updates = Input.of("updates", DType.FLOAT32, Shape.of(40, 5, shape.size(1)));
        Tensor positions = x.times(20).plus(19).cast(type);
        check(Program.of(List.of(x, updates), List.of(ScatterAdd.of(positions, updates, shape, 0))));
      }
    }
  }

  /// Slices of whole registers and others; positions in the table, in front of it and behind it; pieces have positions of their own.
  @Test
  void slicesFromGivenPositions() {
    for (DType type : List.of(DType.INT32, DType.INT64, DType.INT8)) {
      for (Shape shape : List.of(Shape.of(37, 1), Shape.of(37, 16), Shape.of(30, 75), Shape.of(2, 320), Shape.of(37, 2048))) {
        Tensor x = Input.of("x", DType.FLOAT32, Shape.of(40, 5));
        Tensor table = Input.of("table", DType.FLOAT32, shape);
        check(Program.of(List.of(x, table), List.of(Gather.of(table, x.times(20).plus(19).cast(type), 0))));
      }
    }
  }

  /// Of a thousand patterns of bits one, and all around the borders of what the functions treat in another way.
  @Test
  void functionsOfAllNumbersGiveTheSameBits() {
    int[] borders = {0, 1, 0x7FFFFF, 0x800000, 0x33000000, 0x3F800000, 0x40800000, 0x41180000, 0x41900000, 0x7F7FFFFF, 0x7F800000,
        Float.floatToRawIntBits(88.72284f), Float.floatToRawIntBits(103.97208f), Float.floatToRawIntBits(87.33654f)};
    IntStream around = Arrays.stream(borders).flatMap(border -> IntStream.rangeClosed(border - 100, border + 100));
    int[] positive = IntStream.concat(around, IntStream.iterate(0, bits -> bits >= 0, bits -> bits + 1009)).filter(bits -> bits >= 0 && bits <= 0x7F800000).toArray();
    float[] numbers = new float[2 * positive.length];
    for (int i = 0; i < positive.length; i++) {
      numbers[2 * i] = Float.intBitsToFloat(positive[i]);
      numbers[2 * i + 1] = -numbers[2 * i];
    }
    NDArray x = NDArray.of(Shape.of(numbers.length), numbers);
    for (Function<Tensor, Tensor> function : List.<Function<Tensor, Tensor>>of(Exp::of, Expm1::of, Tanh::of, Sigmoid::of, Erf::of, Log::of, Log1p::of)) {
      Tensor input = Input.of("x", DType.FLOAT32, x.shape());
      Program program = Program.of(List.of(input), List.of(function.apply(input)));
      NDArray expected = run(new CpuBackend(new PlainKernels(), Processor.OTHER, 1), program, x);
      assertEquals(expected, run(new CpuBackend(new VectorKernels(), Processor.OTHER, 1), program, x), program + " on vectors");
      for (Processor processor : ComparisonWithReferenceTest.processors()) {
        assertEquals(expected, run(new CpuBackend(new PlainKernels(), processor, 1), program, x), program + " as " + processor + " code");
      }
    }
  }

  /// Sums that are taken in blocks and whose operands are asked for ahead, beyond their ends, too.
  @Test
  void longSums() {
    for (int rows : new int[] {1023, 1024, 1301}) {
      Tensor x = Input.of("x", DType.FLOAT32, Shape.of(rows, 40));
      Tensor y = Input.of("y", DType.FLOAT32, Shape.of(rows, 75));
      Tensor z = Input.of("z", DType.FLOAT32, Shape.of(9, rows));
      check(Program.of(List.of(x, y, z), List.of(MatMul.of(x, y, true, false), MatMul.of(z, y), MatMul.of(z, z, false, true))));
    }
  }

  /// Each piece of a chain writes where it has read: there is no more than two buffers' room between the input and the output.
  @Test
  void valuesInsideAChainShareMemory() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(1024, 128));
    Tensor value = x;
    for (int i = 0; i < 6; i++) {
      value = MatMul.of(value, Constant.of(SampleArrays.normal(DType.FLOAT32, 128, 128)));
    }
    Program program = Program.of(List.of(x), List.of(value));
    check(program);
    LoweredProgram lowered = lowered(program);
    assertTrue(lowered.plan().chains().getFirst().pieceCount() > 1);
    long room = lowered.plan().arenaBytes();
    assertTrue(room < 5 * 4 * 1024 * 128, () -> room + " bytes");
  }

  /// The results, with one kind of NaN: which of two NaNs a product is depends on what order the compiler gives the factors.
  private static NDArray run(Backend backend, Program program, NDArray x) {
    try (var store = backend.newStore(); var executable = backend.compile(program, store)) {
      NDArray results = executable.run(List.of(x)).getFirst();
      for (long i = 0; i < results.elementCount(); i++) {
        if (Float.isNaN(results.getFloat(i))) {
          results.setDouble(i, Double.NaN);
        }
      }
      return results;
    }
  }

  private static LoweredProgram lowered(Program program) {
    return Lowering.of(Rewrites.fast(PointwiseLowering::runsOnTape).rewrite(program), TARGET);
  }

  /// Results of which only sums are read, beside others, over runs of 98 and of 49 rows, one for each sample, and of rows of one register.
  @Test
  void resultsThatAreAddedUpRatherThanStored() {
    for (int channels : new int[] {16, 48, 112}) {
      Tensor x = Input.of("x", DType.FLOAT32, Shape.of(4, 14, 14, channels));
      Tensor g = Input.of("g", DType.FLOAT32, Shape.of(4, 14, 14, channels));
      Tensor factor = Input.of("factor", DType.FLOAT32, Shape.of(channels));
      Tensor scale = Input.of("scale", DType.FLOAT32, Shape.of());
      Tensor rectified = g.times(Less.of(Constant.scalar(DType.FLOAT32, 0), x.times(factor)).cast(DType.FLOAT32));
      Tensor product = rectified.times(x).plus(scale);
      Tensor rows = Reshape.of(x, Shape.of(16, 49, channels));
      Tensor squares = rows.minus(ReduceSum.keeping(rows, 1).times(1.0 / 49)).squared();
      Tensor narrow = x.plus(g).cast(DType.BFLOAT16);
      check(Program.of(List.of(x, g, factor, scale), List.of(ReduceSum.of(rectified, 0, 1, 2), ReduceSum.keeping(product, 0, 1, 2),
          ReduceSum.of(squares, 1), x.minus(g).times(factor), ReduceSum.of(x.minus(g).squared(), 0, 1, 2),
          narrow, ReduceSum.of(narrow.cast(DType.FLOAT32).times(x), 0, 1, 2))));
    }
  }

  private static void check(Program program) {
    LoweredProgram lowered = lowered(program);
    List<Chain> chains = lowered.plan().chains();
    for (Processor processor : ComparisonWithReferenceTest.processors()) {
      try (Arena arena = Arena.ofConfined()) {
        PlannedMemory memory =
            new PlannedMemory(lowered, RandomTrainingSteps.variables(program), RandomTrainingSteps.inputs(program, 0), arena);
        byte[] start = memory.bytes();
        for (int i = 0; i < chains.size(); i++) {
          Chain chain = chains.get(i);
          byte[] before = memory.bytes();
          run(List.of(chain), memory, processor);
          byte[] coded = memory.bytesThatCount(chain);
          memory.restore(before);
          run(List.of(chain), memory, Processor.OTHER);
          assertSame(memory.bytesThatCount(chain), coded, memory,
              "chain " + i + ", " + chain.steps().stream().map(Step::name).toList() + ", as " + processor + " code");
        }
        byte[] expected = memory.results();
        memory.restore(start);
        run(chains, memory, processor);
        assertSame(expected, memory.results(), memory, "all chains as " + processor + " code");
      }
    }
  }

  private static void run(List<Chain> chains, PlannedMemory memory, Processor processor) {
    ChainCompiler.compile(chains, memory.locations(), processor, ALONE).stream()
        .map(binding -> binding.bind(memory, memory.arena()))
        .forEach(Kernel::run);
  }

  private static void assertSame(byte[] expected, byte[] actual, PlannedMemory memory, String what) {
    int at = Arrays.mismatch(expected, actual);
    assertTrue(at < 0, () -> what + ": got " + actual[at] + " instead of " + expected[at] + " in " + memory.place(at));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void wholeProgramsGiveTheSameBits(long seed) {
    checkRuns(program(seed));
  }

  @ParameterizedTest
  @MethodSource("fewerSeeds")
  void largeProgramsGiveTheSameBits(long seed) {
    checkRuns(large(seed));
  }

  @Test
  void largeProgramsHaveChainsOfSeveralPieces() {
    long count = fewerSeeds().mapToObj(MachineCodeTest::large)
        .flatMap(program -> lowered(program).plan().chains().stream())
        .filter(chain -> chain.pieces().size() > 1 && chain.steps().size() > 1).count();
    assertTrue(count >= fewerSeeds().count() / 2, () -> "only " + count);
  }

  private static void checkRuns(Program program) {
    List<List<NDArray>> expected = runs(new CpuBackend(new PlainKernels(), Processor.OTHER, 1), program);
    for (Processor processor : Processor.values()) {
      for (int threads = 1; threads <= 3; threads += 2) {
        String what = processor + " code in " + threads + " threads";
        assertEquals(expected, runs(new CpuBackend(new PlainKernels(), processor, threads), program), what);
      }
    }
  }

  /// Outputs and variables after each of several runs.
  private static List<List<NDArray>> runs(Backend backend, Program program) {
    List<List<NDArray>> results = new ArrayList<>();
    try (var store = backend.newStore()) {
      RandomTrainingSteps.variables(program).forEach(store::put);
      try (var executable = backend.compile(program, store)) {
        for (int run = 0; run < 3; run++) {
          results.add(executable.run(RandomTrainingSteps.inputs(program, run)));
          results.add(program.variables().stream().map(store::get).toList());
        }
      }
    }
    return results;
  }
}
