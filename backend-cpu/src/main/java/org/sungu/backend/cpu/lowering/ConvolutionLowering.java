package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.ConvolutionCode;
import org.sungu.backend.cpu.code.DirectCode;
import org.sungu.backend.cpu.code.Tail;
import org.sungu.backend.cpu.convolution.DirectConvolution;
import org.sungu.backend.cpu.convolution.OwnConvolution;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.kernel.GeneralConvolution;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.kernel.WindowMap;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.plan.Work;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.ReducedAxis;
import org.sungu.graph.Convolution;
import org.sungu.graph.ConvolutionInputGradient;
import org.sungu.graph.ConvolutionKernelGradient;
import org.sungu.graph.Node;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Convolutions and their gradients.
///
/// @param input the convolution's input or the gradient with respect to it, as with the others
/// @param reader the only node that reads the output of a convolution, or null
record ConvolutionLowering(ConvolutionRole role, Convolution op, View input, View kernel, View output, @Nullable Node reader, Lowering lowering) {
  static final double MULTIPLICATIONS_A_NANOSECOND = 50;
  private static final double ARRANGED_BYTES_A_NANOSECOND = 8;
  private static final long WORK_A_SHARE = 4_000_000;
  private static final long USES_A_SHARE = 400;
  private static final int MOST_SHARES = 16;

  static View lower(Convolution op, Node node, Lowering lowering) {
    View result = lowering.create(node.output(0).type());
    new ConvolutionLowering(ConvolutionRole.OUTPUT, op, operand(node, 0, lowering), operand(node, 1, lowering), result, lowering.readers().only(node.output(0)), lowering).lower();
    return result;
  }

  /// Lowers a convolution together with the pointwise op that alone reads it, if there are kernels that compute both; otherwise empty.
  static Optional<View> lower(Convolution op, Node node, Tail tail, Lowering lowering) {
    View result = lowering.create(node.output(0).type());
    ConvolutionLowering convolution = new ConvolutionLowering(ConvolutionRole.OUTPUT, op, operand(node, 0, lowering), operand(node, 1, lowering), result, null, lowering);
    return convolution.isDirect() && DirectCode.accepts(tail, lowering.winograd().processor()) ? Optional.of(convolution.direct(tail)) : Optional.empty();
  }

  static View lower(ConvolutionInputGradient op, Node node, Lowering lowering) {
    View result = lowering.create(node.output(0).type());
    new ConvolutionLowering(
        ConvolutionRole.INPUT_GRADIENT, op.forward(), result, operand(node, 1, lowering), operand(node, 0, lowering), null, lowering).lower();
    return result;
  }

  static View lower(ConvolutionKernelGradient op, Node node, Lowering lowering) {
    View result = lowering.create(node.output(0).type());
    new ConvolutionLowering(
        ConvolutionRole.KERNEL_GRADIENT, op.forward(), operand(node, 0, lowering), result, operand(node, 1, lowering), null, lowering).lower();
    return result;
  }

  private static View operand(Node node, int index, Lowering lowering) {
    return lowering.contiguous(lowering.view(node.input(index)));
  }

  private void lower() {
    boolean empty = input.elementCount() == 0 || kernel.elementCount() == 0 || output.elementCount() == 0;
    boolean narrow = isNarrow(op, kernel.type(), output.type(), lowering.target());
    if ((input.dtype() == DType.FLOAT32 || narrow) && !empty) {
      ConvolutionProblem problem = problem();
      if (role == ConvolutionRole.KERNEL_GRADIENT) {
        addKernelGradient(problem);
      } else if (SmallConvolution.add(problem, input, kernel, output, reader, lowering)) {
        // Its steps are there.
      } else if (isDirect()) {
        direct(null);
      } else {
        add(problem);
      }
    } else {
      WindowMap map = WindowMap.of(op.windows(kernel.shape().range(0, op.strides().rank())), input.shape());
      addStep(new Piece(8 * result().elementCount(), addresses -> new GeneralConvolution(role, map, op.groups(), array(input, addresses),
          array(kernel, addresses), array(output, addresses), addresses.scratch())));
    }
  }

  private ConvolutionProblem problem() {
    Shape x = input.shape();
    return new ConvolutionProblem(role, op.windows(kernel.shape().range(0, op.strides().rank())), op.groups(), x.size(0), x.range(1, x.rank() - 1), x.size(-1),
        output.shape().size(-1), input.dtype());
  }

  /// Whether a convolution of one picture is computed by code that applies a tail, too.
  private boolean isDirect() {
    if (!lowering.isCoded() || !lowering.keepsVariables() || input.elementCount() == 0 || kernel.elementCount() == 0 || output.elementCount() == 0) {
      return false;
    }
    ConvolutionProblem problem = problem();
    return ConvolutionCuts.of(problem).overRows() && DirectConvolution.suits(problem, lowering.winograd().processor())
        && lowering.winograd().plan(problem, true, lowering.kernels()).isEmpty();
  }

  private View direct(@Nullable Tail tail) {
    new DirectLowering(ConvolutionCuts.of(problem()), input, kernel, output, tail, lowering).add();
    return output;
  }

  /// Whether a convolution of bfloat16 or one of its gradients is computed as such: there is a kernel for it, and none of float32 that is faster.
  ///
  /// @param output the convolution's output or the gradient with respect to it
  static boolean isNarrow(Convolution op, TensorType kernel, TensorType output, Target target) {
    Shape sizes = kernel.shape();
    long operations = output.shape().elementCount() * sizes.elementCount() / Math.max(1, sizes.size(-1));
    return kernel.dtype() == DType.BFLOAT16 && target.kernels().hasBfloat16(operations)
        && !target.winograd().suits(op.windows(sizes.range(0, op.strides().rank())), op.groups(), sizes.size(-2), sizes.size(-1));
  }

  private View result() {
    return switch (role) {
      case OUTPUT -> output;
      case INPUT_GRADIENT -> input;
      case KERNEL_GRADIENT -> kernel;
    };
  }

  private void addStep(Work work) {
    List<View> reads = new ArrayList<>(List.of(input, kernel, output));
    reads.remove(result());
    lowering.add(Step.of("convolution", reads, List.of(result()), List.of(), work));
  }

  /// Several inputs are cut between inputs, a single one between rows of the output.
  private void add(ConvolutionProblem problem) {
    ConvolutionCuts cuts = ConvolutionCuts.of(problem);
    ConvolutionPlan plan = plan(cuts);
    View weights = kernel;
    if (plan.arrangedBytes() > 0) {
      weights = lowering.create(new TensorType(problem.type(), Shape.of(Math.toIntExact(plan.arrangedBytes() / problem.type().byteSize()))));
      View target = weights;
      arrange(plan, kernel, target);
    }
    View from = weights;
    Map<ConvolutionProblem, ConvolutionPlan> plans = new HashMap<>(Map.of(cuts.typical(), plan));
    Set<Buffer> along = cuts.overRows() ? Set.of(result().buffer()) : Set.of(input.buffer(), output.buffer());
    View source = role == ConvolutionRole.OUTPUT ? input : output;
    lowering.add(Step.of("convolution", List.of(source, from), List.of(result()), List.of(),
        new Cut(cuts.rows(), cuts.multiple(plan), cuts.leastRows(plan), problem.operations() / MULTIPLICATIONS_A_NANOSECOND, along, (first, end) -> {
          ConvolutionPlan part = plans.computeIfAbsent(cuts.problem(first, end), plan::with);
          long inputOffset = problem.type().byteSize() * cuts.inputOffset(first);
          long outputOffset = problem.type().byteSize() * cuts.outputOffset(first);
          return piece(cuts.problem(first, end), part, from, inputOffset, outputOffset);
        })));
  }

  private ConvolutionPlan plan(ConvolutionCuts cuts) {
    ConvolutionProblem typical = cuts.typical();
    Kernels kernels = lowering.kernels();
    if (lowering.isCoded() && ConvolutionCode.suits(typical)) {
      return new OwnConvolution(typical, kernels);
    }
    return lowering.winograd().plan(typical, lowering.keepsVariables(), kernels).orElseGet(
        // Rows of a single input are padded in different ways, for which oneDNN wants different arrangements, so these read the kernel as it is.
        () -> kernels.convolution(typical, lowering.keepsVariables() && !cuts.overRows()));
  }

  private Piece piece(ConvolutionProblem problem, ConvolutionPlan plan, View weights, long inputOffset, long outputOffset) {
    Function<Addresses, Kernel> kernels = addresses ->
        plan.bind(addresses.of(input) + inputOffset, addresses.of(weights), addresses.of(output) + outputOffset, addresses.scratch());
    return weights == kernel && ConvolutionCode.suits(problem)
        ? new Piece(Math.max(plan.scratchBytes(), ConvolutionCode.scratchBytes(problem)), new CodedKernel(kernels, (builder, locations) -> ConvolutionCode.emit(
            problem, locations.of(input).plus(inputOffset), locations.of(weights), locations.of(output).plus(outputOffset), locations.scratch(), builder)))
        : new Piece(plan.scratchBytes(), kernels);
  }

  private void arrange(ConvolutionPlan plan, View from, View to) {
    int rows = plan.arrangedRows();
    double nanoseconds = plan.arrangedBytes() / ARRANGED_BYTES_A_NANOSECOND;
    lowering.add(Step.of("arrange", List.of(from), List.of(to), List.of(), rows == 1
        ? Piece.of(addresses -> plan.arrange(addresses.of(from), addresses.of(to), 0, 1, addresses.scratch()))
        : new Cut(rows, 1, 1, nanoseconds, Set.of(), (first, end) -> new Piece(plan.arrangingScratchBytes(Math.toIntExact(end - first)), addresses -> plan.arrange(
            addresses.of(from), addresses.of(to), Math.toIntExact(first), Math.toIntExact(end), addresses.scratch())))));
  }

  /// Shares of the batch give a gradient each; these are added up in order and brought into row-major order.
  private void addKernelGradient(ConvolutionProblem problem) {
    Kernels kernels = lowering.kernels();
    int count = shares(problem);
    ConvolutionProblem share = problem.withBatch(problem.batch() / count);
    ConvolutionPlan plan = lowering.winograd().plan(share, false, kernels).orElseGet(() -> kernels.convolution(share, false));
    boolean arranges = plan.arrangedBytes() > 0;
    int size = Math.toIntExact(arranges ? plan.arrangedBytes() / 4 : kernel.elementCount());
    View gradients = count > 1 || arranges ? lowering.create(new TensorType(DType.FLOAT32, Shape.of(count, size))) : kernel;
    lowering.add(Step.of("convolution", List.of(input, output), List.of(gradients), List.of(),
        new Cut(count, 1, 1, problem.operations() / MULTIPLICATIONS_A_NANOSECOND, Set.of(input.buffer(), output.buffer(), gradients.buffer()),
            (first, end) -> new Piece(plan.scratchBytes(), addresses -> {
              Kernel[] each = new Kernel[Math.toIntExact(end - first)];
              for (int i = 0; i < each.length; i++) {
                long index = first + i;
                long offset = problem.type().byteSize() * index;
                each[i] = plan.bind(addresses.of(input) + offset * share.batch() * share.inputElements(),
                    addresses.of(gradients) + 4 * index * size, addresses.of(output) + offset * share.batch() * share.outputElements(),
                    addresses.scratch());
              }
              return new KernelSequence(each);
            }))));
    View sum = gradients;
    if (count > 1) {
      sum = arranges ? lowering.create(new TensorType(DType.FLOAT32, Shape.of(size))) : kernel;
      View target = sum;
      lowering.add(Step.of("sum", List.of(gradients), List.of(sum), List.of(), new Piece(kernels.sumScratchBytes(), addresses ->
          kernels.sum(new ReducedAxis(1, count, size), addresses.of(gradients), addresses.of(target), addresses.scratch()))));
    }
    if (arranges) {
      View from = sum;
      arrange(plan, from, kernel);
    }
  }

  /// How many gradients to add up: few where a gradient is large for the work that it takes. A divisor of the batch.
  private static int shares(ConvolutionProblem problem) {
    long uses = problem.batch() * problem.outputPositions() / USES_A_SHARE;
    long worth = problem.operations() / WORK_A_SHARE;
    int count = Math.clamp(Math.min(Math.max(2, uses), worth), 1, Math.min(MOST_SHARES, problem.batch()));
    while (problem.batch() % count != 0) {
      count--;
    }
    return count;
  }

  private static NDArray array(View view, Addresses addresses) {
    return Memory.array(view.type(), addresses.of(view));
  }
}
