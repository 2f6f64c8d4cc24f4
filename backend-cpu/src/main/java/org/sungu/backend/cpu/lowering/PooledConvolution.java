package org.sungu.backend.cpu.lowering;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.ConvolutionCode;
import org.sungu.backend.cpu.code.PoolingCode;
import org.sungu.backend.cpu.convolution.OwnConvolution;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.kernel.WindowMap;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.PoolingProblem;
import org.sungu.graph.Convolution;
import org.sungu.graph.Node;
import org.sungu.graph.PickMaximum;
import org.sungu.graph.Tensor;
import org.sungu.tensor.Shape;

/// Convolutions of pictures with few channels of which nothing but the largest output of each window is read: one step, which does not write the others.
final class PooledConvolution {
  private PooledConvolution() {}

  /// Whether a node is such a convolution.
  static boolean suits(Node node, Lowering lowering) {
    if (!(node.op() instanceof Convolution op) || !lowering.isCoded() || node.output(0).shape().elementCount() == 0) {
      return false;
    }
    Tensor output = node.output(0);
    Node reader = lowering.readers().only(output);
    return reader != null && reader.op() instanceof PickMaximum pooling && reader.inputs().stream().allMatch(input -> input == output)
        && PoolingCode.suits(pooling, output.shape().range(1, output.rank() - 1), output.shape().size(-1), true)
        && ConvolutionCode.suits(problem(op, node), pooling.window());
  }

  private static ConvolutionProblem problem(Convolution op, Node node) {
    Shape x = node.input(0).shape();
    Shape kernel = node.input(1).shape();
    return new ConvolutionProblem(ConvolutionRole.OUTPUT, op.windows(kernel.range(0, op.strides().rank())), op.groups(), x.size(0), x.range(1, x.rank() - 1), x.size(-1),
        kernel.size(-1), node.output(0).dtype());
  }

  /// @param pooling the node that reads the convolution
  static View lower(Node pooling, Lowering lowering) {
    PickMaximum op = (PickMaximum) pooling.op();
    Node node = pooling.input(0).node();
    View input = lowering.contiguous(lowering.view(node.input(0)));
    View kernel = lowering.contiguous(lowering.view(node.input(1)));
    View result = lowering.create(pooling.output(0).type());
    ConvolutionProblem problem = problem((Convolution) node.op(), node);
    ConvolutionCuts cuts = ConvolutionCuts.of(problem);
    int high = op.window().size(0);
    long rows = result.shape().size(cuts.overRows() ? 1 : 0);
    long scale = cuts.overRows() ? high : 1;
    lowering.add(Step.of("convolution", List.of(input, kernel), List.of(result), List.of(), new Cut(rows, 1, 1, problem.operations() / ConvolutionLowering.MULTIPLICATIONS_A_NANOSECOND,
        cuts.overRows() ? Set.of(result.buffer()) : Set.of(input.buffer(), result.buffer()), (from, to) -> piece(cuts.problem(from * scale, to * scale), op, input, kernel, result,
            4 * cuts.inputOffset(from * scale), result.byteSize() / rows * from, lowering.kernels()))));
    return result;
  }

  private static Piece piece(ConvolutionProblem part, PickMaximum op, View input, View kernel, View result, long inputOffset, long resultOffset, Kernels kernels) {
    OwnConvolution convolution = new OwnConvolution(part, kernels);
    long outputs = Memory.aligned(4L * part.batch() * part.outputElements());
    Shape shape = Shape.of(part.batch()).append(part.windows().count(part.spatial()).toArray()).append(part.filters());
    WindowMap map = WindowMap.of(op.windows(), shape);
    PoolingProblem largest = new PoolingProblem(op, map, part.filters(), 0, (long) part.batch() * map.windows());
    Function<Addresses, Kernel> plain = addresses -> {
      long scratch = addresses.scratch();
      return new KernelSequence(convolution.bind(addresses.of(input) + inputOffset, addresses.of(kernel), scratch, scratch + outputs),
          kernels.pooling(largest, scratch, scratch, addresses.of(result) + resultOffset));
    };
    return new Piece(Math.max(outputs + convolution.scratchBytes(), ConvolutionCode.scratchBytes(part)), new CodedKernel(plain, (builder, locations) -> ConvolutionCode.emit(part,
        op.window(), locations.of(input).plus(inputOffset), locations.of(kernel), locations.of(result).plus(resultOffset), locations.scratch(), builder)));
  }
}
