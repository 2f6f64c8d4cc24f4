package org.sungu.backend.cpu.pointwise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.PointwiseCode;
import org.sungu.backend.cpu.code.PointwiseSumCode;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.kernel.StridedCopy;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Rows;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.ColumnRuns;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.PointwiseLoops;
import org.sungu.backend.cpu.provider.ReducedAxis;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Node;
import org.sungu.graph.Pointwise;
import org.sungu.graph.TensorType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// The step that computes a chain of pointwise ops.
public final class PointwiseLowering {
  /// A power of two.
  private static final long WHOLE_REGISTERS = 64;
  private static final long FEW_ELEMENTS = 4;
  private static final double NANOSECONDS_AN_INSTRUCTION = 0.05;

  private PointwiseLowering() {}

  /// A single op as a chain of one.
  public static FusedPointwise fused(Pointwise op, int inputCount) {
    List<Integer> arguments = new ArrayList<>();
    for (int i = 0; i < inputCount; i++) {
      arguments.add(i);
    }
    return new FusedPointwise(inputCount, List.of(new FusedPointwise.Step(op, arguments)), List.of(0));
  }

  /// Whether an op can be part of a tape. Others are kept apart, so that one cast to integers does not slow down a whole chain.
  public static boolean runsOnTape(Node node) {
    return node.inputs().stream().allMatch(input -> TapeCompiler.accepts(input.type()))
        && node.outputs().stream().allMatch(output -> TapeCompiler.accepts(output.type()));
  }

  /// Whether the op runs as a tape, which reads any view. Otherwise the inputs must be contiguous.
  public static boolean readsAnyView(FusedPointwise op, List<View> inputs) {
    return TapeCompiler.accepts(op, inputs.stream().map(View::type).toList());
  }

  /// @param results whole buffers, or parts of buffers in which rows lie apart
  public static Step lower(FusedPointwise op, List<View> inputs, List<View> results, PointwiseLoops loops) {
    if (!readsAnyView(op, inputs)) {
      return Step.of("pointwise", inputs, results, List.of(),
          new Piece(generalScratch(op, inputs), addresses -> general(op, inputs, results, addresses)));
    }
    Shape shape = results.getFirst().shape();
    boolean few = shape.elementCount() <= FEW_ELEMENTS;
    TapeCompiler compiler = new TapeCompiler(op, inputs, shape, few ? loops.forFewElements() : loops);
    Tape tape = compiler.compile();
    List<View> parts = results.stream().filter(result -> !result.isWhole()).toList();
    List<View> operands = new ArrayList<>(inputs);
    operands.addAll(parts);
    long count = tape.elementCount();
    // Parts are copied to their places in whole rows.
    Rows rows = Rows.of(Math.max(1, parts.isEmpty() ? count : shape.size(0)), shape, operands, results.stream().filter(View::isWhole).toList());
    long size = count / rows.count();
    // Loops go on to the end of a register.
    long multiple = Math.max(1, WHOLE_REGISTERS / Long.lowestOneBit(Math.max(1, size)));
    double nanoseconds = NANOSECONDS_AN_INSTRUCTION * count * tape.body().size();
    List<Step.Overlap> overlaps = parts.isEmpty() ? compiler.overlaps(results) : List.of();
    long scratch = tape.scratchBytes() + parts.size() * scratchBytes(results.getFirst().type());
    return Step.of("pointwise", inputs, results, overlaps, new Cut(rows.count(), multiple, 1, nanoseconds, rows.along(),
        (from, to) -> new Piece(scratch, new CodedKernel(
            addresses -> tape(tape, inputs, results, addresses, from * size, to * size),
            (builder, locations) -> PointwiseCode.emit(op, inputs, results, from * size, to * size, builder, locations)))));
  }

  /// A step that adds up some results in runs of rows, instead of storing them.
  ///
  /// @param results whole buffers: sums have a row for each run
  /// @param summed which results are added up
  public static Step lowerSums(FusedPointwise op, List<View> inputs, List<View> results, List<Boolean> summed, ColumnRuns runs, Kernels kernels) {
    Shape shape = runs.shape();
    TapeCompiler compiler = new TapeCompiler(op, inputs, shape, kernels.loops());
    Tape tape = compiler.compile();
    Set<Buffer> sums = new HashSet<>();
    for (int i = 0; i < results.size(); i++) {
      if (summed.get(i)) {
        sums.add(results.get(i).buffer());
      }
    }
    Rows rows = Rows.of(runs.count(), shape, inputs, results);
    long size = runs.count() / rows.count();
    long multiple = Math.max(1, WHOLE_REGISTERS / Long.lowestOneBit(runs.elements() * size));
    double nanoseconds = NANOSECONDS_AN_INSTRUCTION * shape.elementCount() * (tape.body().size() + sums.size());
    List<Step.Overlap> overlaps = compiler.overlaps(results).stream().filter(overlap -> !sums.contains(overlap.written())).toList();
    long scratch = tape.scratchBytes() + sums.size() * Memory.aligned(4 * runs.elements()) + kernels.sumScratchBytes();
    return Step.of("pointwiseSum", inputs, results, overlaps, new Cut(rows.count(), multiple, 1, nanoseconds, rows.along(),
        (from, to) -> new Piece(scratch, new CodedKernel(
            addresses -> sums(tape, inputs, results, summed, runs, kernels, addresses, from * size, to * size),
            (builder, locations) -> PointwiseSumCode.emit(op, inputs, results, summed, runs, from * size, to * size, builder, locations)))));
  }

  /// The tape over one run after the other; what is added up lies in scratch memory in between.
  private static Kernel sums(Tape tape, List<View> inputs, List<View> results, List<Boolean> summed, ColumnRuns runs, Kernels kernels,
      Addresses addresses, long first, long end) {
    List<Kernel> sequence = new ArrayList<>();
    ReducedAxis axis = new ReducedAxis(1, runs.length(), runs.columns());
    long sumScratch = addresses.scratch() + tape.scratchBytes();
    for (long run = first; run < end; run++) {
      long start = run * runs.elements();
      List<TapeKernel.Array> targets = new ArrayList<>();
      List<Kernel> sums = new ArrayList<>();
      long room = sumScratch + kernels.sumScratchBytes();
      for (int i = 0; i < results.size(); i++) {
        View result = results.get(i);
        if (summed.get(i)) {
          targets.add(new TapeKernel.Array(room - 4 * start, 4));
          sums.add(kernels.sum(axis, room, addresses.of(result) + 4 * run * runs.columns(), sumScratch));
          room += Memory.aligned(4 * runs.elements());
        } else {
          targets.add(TapeKernel.Array.of(result, addresses));
        }
      }
      sequence.add(TapeKernel.of(tape, arrays(inputs, addresses), targets, addresses.scratch(), start, start + runs.elements()));
      sequence.addAll(sums);
    }
    return new KernelSequence(sequence.toArray(Kernel[]::new));
  }

  /// The tape over a range of elements. Results whose rows lie apart are computed in scratch memory first.
  private static Kernel tape(Tape tape, List<View> inputs, List<View> results, Addresses addresses, long first, long end) {
    List<Kernel> kernels = new ArrayList<>();
    List<TapeKernel.Array> targets = new ArrayList<>();
    long room = addresses.scratch() + tape.scratchBytes();
    for (View result : results) {
      if (result.isWhole()) {
        targets.add(TapeKernel.Array.of(result, addresses));
        continue;
      }
      int elementSize = result.dtype().byteSize();
      targets.add(new TapeKernel.Array(room, elementSize));
      long row = result.elementCount() / result.shape().size(0);
      View rows = result.slice(first / row, end / row);
      kernels.add(StridedCopy.of(rows.shape(), elementSize, room + first * elementSize, rows.shape().strides(), addresses.of(rows), rows.strides()));
      room += scratchBytes(result.type());
    }
    kernels.addFirst(TapeKernel.of(tape, arrays(inputs, addresses), targets, addresses.scratch(), first, end));
    return kernels.size() == 1 ? kernels.getFirst() : new KernelSequence(kernels.toArray(Kernel[]::new));
  }

  private static List<TapeKernel.Array> arrays(List<View> views, Addresses addresses) {
    return views.stream().map(view -> TapeKernel.Array.of(view, addresses)).toList();
  }

  private static long generalScratch(FusedPointwise op, List<View> inputs) {
    return op.stepTypes(inputs.stream().map(View::type).toList()).stream().mapToLong(PointwiseLowering::scratchBytes).sum();
  }

  private static long scratchBytes(TensorType type) {
    return Memory.aligned(type.shape().elementCount() * type.dtype().byteSize());
  }

  private static Kernel general(FusedPointwise op, List<View> inputs, List<View> results, Addresses addresses) {
    List<NDArray> values = new ArrayList<>();
    for (View input : inputs) {
      values.add(Memory.array(input.type(), addresses.of(input)));
    }
    List<TensorType> types = op.stepTypes(inputs.stream().map(View::type).toList());
    Kernel[] kernels = new Kernel[op.steps().size() + results.size()];
    long scratch = addresses.scratch();
    for (int i = 0; i < op.steps().size(); i++) {
      FusedPointwise.Step step = op.steps().get(i);
      NDArray target = Memory.array(types.get(i), scratch);
      scratch += scratchBytes(types.get(i));
      kernels[i] = GeneralPointwise.of(step.op(), step.arguments().stream().map(values::get).toArray(NDArray[]::new), target);
      values.add(target);
    }
    for (int i = 0; i < results.size(); i++) {
      NDArray value = values.get(inputs.size() + op.results().get(i));
      View result = results.get(i);
      kernels[op.steps().size() + i] = StridedCopy.of(result.shape(), result.dtype().byteSize(), value.segment().address(), result.shape().strides(),
          addresses.of(result), result.strides());
    }
    return new KernelSequence(kernels);
  }
}
