package org.sungu.backend.cpu.pointwise;

import java.util.ArrayList;
import java.util.List;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.PointwiseCode;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Rows;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.PointwiseLoops;
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

  /// @param results contiguous views of whole buffers
  public static Step lower(FusedPointwise op, List<View> inputs, List<View> results, PointwiseLoops loops) {
    if (!readsAnyView(op, inputs)) {
      return Step.of("pointwise", inputs, results, List.of(),
          new Piece(generalScratch(op, inputs), addresses -> general(op, inputs, results, addresses)));
    }
    Shape shape = results.getFirst().shape();
    TapeCompiler compiler = new TapeCompiler(op, inputs, shape, loops);
    Tape tape = compiler.compile();
    long count = tape.elementCount();
    Rows rows = Rows.of(Math.max(1, count), shape, inputs, results);
    long size = count / rows.count();
    // Loops go on to the end of a register.
    long multiple = Math.max(1, WHOLE_REGISTERS / Long.lowestOneBit(Math.max(1, size)));
    double nanoseconds = NANOSECONDS_AN_INSTRUCTION * count * tape.body().size();
    return Step.of("pointwise", inputs, results, compiler.overlaps(results), new Cut(rows.count(), multiple, 1, nanoseconds, rows.along(),
        (from, to) -> new Piece(tape.scratchBytes(), new CodedKernel(addresses -> TapeKernel.of(tape, arrays(inputs, addresses),
            arrays(results, addresses), addresses.scratch(), from * size, to * size),
            (builder, locations) -> PointwiseCode.emit(op, inputs, results, from * size, to * size, builder, locations)))));
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
      long from = value.segment().address();
      long to = addresses.of(results.get(i));
      long bytes = value.segment().byteSize();
      kernels[op.steps().size() + i] = () -> Memory.copy(from, to, bytes);
    }
    return new KernelSequence(kernels);
  }
}
