package org.sungu.backend.cpu.lowering;

import java.util.List;
import org.sungu.backend.cpu.kernel.GeneralConvolution;
import org.sungu.backend.cpu.kernel.WindowMap;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.Convolution;
import org.sungu.graph.ConvolutionInputGradient;
import org.sungu.graph.ConvolutionKernelGradient;
import org.sungu.graph.Node;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Convolutions and their gradients.
final class ConvolutionLowering {
  private ConvolutionLowering() {}

  static View lower(Convolution op, Node node, Lowering lowering) {
    View x = operand(node, 0, lowering);
    View kernel = operand(node, 1, lowering);
    View result = lowering.create(node.output(0).type());
    add(GeneralConvolution.Role.OUTPUT, op, List.of(x, kernel), result, x, kernel, result, lowering);
    return result;
  }

  static View lower(ConvolutionInputGradient op, Node node, Lowering lowering) {
    View upstream = operand(node, 0, lowering);
    View kernel = operand(node, 1, lowering);
    View result = lowering.create(node.output(0).type());
    add(GeneralConvolution.Role.INPUT_GRADIENT, op.forward(), List.of(upstream, kernel), result, result, kernel, upstream, lowering);
    return result;
  }

  static View lower(ConvolutionKernelGradient op, Node node, Lowering lowering) {
    View x = operand(node, 0, lowering);
    View upstream = operand(node, 1, lowering);
    View result = lowering.create(node.output(0).type());
    add(GeneralConvolution.Role.KERNEL_GRADIENT, op.forward(), List.of(x, upstream), result, x, result, upstream, lowering);
    return result;
  }

  private static View operand(Node node, int index, Lowering lowering) {
    return lowering.contiguous(lowering.view(node.input(index)));
  }

  private static void add(GeneralConvolution.Role role, Convolution op, List<View> reads, View result, View x, View kernel, View y,
      Lowering lowering) {
    Shape size = kernel.shape().range(0, op.strides().rank());
    WindowMap map = WindowMap.of(op.windows(size), x.shape());
    lowering.add(Step.of("convolution", reads, result, addresses -> new GeneralConvolution(role, map, op.groups(), array(x, addresses),
        array(kernel, addresses), array(y, addresses), addresses.scratch())).withScratch(8 * result.elementCount()));
  }

  private static NDArray array(View view, Addresses addresses) {
    return Memory.array(view.type(), addresses.of(view));
  }
}
