package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.kernel.GeneralConvolution;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.kernel.WindowMap;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.provider.ReducedAxis;
import org.sungu.graph.Convolution;
import org.sungu.graph.ConvolutionInputGradient;
import org.sungu.graph.ConvolutionKernelGradient;
import org.sungu.graph.Node;
import org.sungu.graph.Windows;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Convolutions and their gradients.
///
/// @param input the convolution's input or the gradient with respect to it, as with the others
record ConvolutionLowering(ConvolutionRole role, Convolution op, View input, View kernel, View output, Lowering lowering) {
  static View lower(Convolution op, Node node, Lowering lowering) {
    View result = lowering.create(node.output(0).type());
    new ConvolutionLowering(ConvolutionRole.OUTPUT, op, operand(node, 0, lowering), operand(node, 1, lowering), result, lowering).lower();
    return result;
  }

  static View lower(ConvolutionInputGradient op, Node node, Lowering lowering) {
    View result = lowering.create(node.output(0).type());
    new ConvolutionLowering(
        ConvolutionRole.INPUT_GRADIENT, op.forward(), result, operand(node, 1, lowering), operand(node, 0, lowering), lowering).lower();
    return result;
  }

  static View lower(ConvolutionKernelGradient op, Node node, Lowering lowering) {
    View result = lowering.create(node.output(0).type());
    new ConvolutionLowering(
        ConvolutionRole.KERNEL_GRADIENT, op.forward(), operand(node, 0, lowering), result, operand(node, 1, lowering), lowering).lower();
    return result;
  }

  private static View operand(Node node, int index, Lowering lowering) {
    return lowering.contiguous(lowering.view(node.input(index)));
  }

  private void lower() {
    Windows windows = op.windows(kernel.shape().range(0, op.strides().rank()));
    boolean empty = input.elementCount() == 0 || kernel.elementCount() == 0 || output.elementCount() == 0;
    if (input.dtype() == DType.FLOAT32 && !empty) {
      Shape x = input.shape();
      ConvolutionProblem problem = new ConvolutionProblem(
          role, windows, op.groups(), x.size(0), x.range(1, x.rank() - 1), x.size(-1), output.shape().size(-1));
      ConvolutionParts parts = ConvolutionParts.of(problem, lowering.kernels());
      if (role == ConvolutionRole.KERNEL_GRADIENT) {
        addKernelGradient(parts);
      } else {
        add(parts);
      }
    } else {
      WindowMap map = WindowMap.of(windows, input.shape());
      addStep(8 * result().elementCount(), addresses -> new GeneralConvolution(role, map, op.groups(), array(input, addresses),
          array(kernel, addresses), array(output, addresses), addresses.scratch()));
    }
  }

  private View result() {
    return switch (role) {
      case OUTPUT -> output;
      case INPUT_GRADIENT -> input;
      case KERNEL_GRADIENT -> kernel;
    };
  }

  private void addStep(long scratchBytes, Function<Addresses, Kernel> bind) {
    List<View> reads = new ArrayList<>(List.of(input, kernel, output));
    reads.remove(result());
    lowering.add(Step.of("convolution", reads, result(), bind).withScratch(scratchBytes));
  }

  private void add(ConvolutionParts parts) {
    ConvolutionPlan plan = parts.plan();
    long arrangedBytes = Memory.aligned(plan.arrangedBytes());
    addStep(arrangedBytes + parts.scratchBytes(), addresses -> {
      boolean arranges = arrangedBytes > 0;
      long weights = arranges ? addresses.scratch() : addresses.of(kernel);
      Kernel together = together(parts, weights, 0, addresses.scratch() + arrangedBytes, addresses);
      return arranges ? new KernelSequence(plan.arrange(addresses.of(kernel), weights), together) : together;
    });
  }

  /// Each part computes a gradient of its own; these are added up in order and brought into row-major order.
  private void addKernelGradient(ConvolutionParts parts) {
    ConvolutionPlan plan = parts.plan();
    Kernels kernels = lowering.kernels();
    boolean arranges = plan.arrangedBytes() > 0;
    long bytes = arranges ? plan.arrangedBytes() : 4 * kernel.elementCount();
    int count = parts.parts().size();
    long partialBytes = Memory.aligned(count * bytes);
    long sumBytes = Memory.aligned(bytes);
    long sumScratch = Memory.aligned(kernels.sumScratchBytes());
    addStep(partialBytes + sumBytes + sumScratch + parts.scratchBytes(), addresses -> {
      long result = addresses.of(kernel);
      long partial = count > 1 || arranges ? addresses.scratch() : result;
      long sum = addresses.scratch() + partialBytes;
      long scratch = sum + sumBytes;
      List<Kernel> steps = new ArrayList<>();
      steps.add(together(parts, partial, bytes, scratch + sumScratch, addresses));
      if (count > 1) {
        steps.add(kernels.sum(new ReducedAxis(1, count, bytes / 4), partial, arranges ? sum : result, scratch));
      }
      if (arranges) {
        steps.add(plan.arrange(count > 1 ? sum : partial, result));
      }
      return new KernelSequence(steps.toArray(Kernel[]::new));
    });
  }

  /// @param kernelStep bytes from one part's kernel to the next part's
  private Kernel together(ConvolutionParts parts, long weights, long kernelStep, long scratch, Addresses addresses) {
    Kernel[] bound = new Kernel[parts.parts().size()];
    long free = scratch;
    for (int i = 0; i < bound.length; i++) {
      ConvolutionParts.Part part = parts.parts().get(i);
      bound[i] = part.plan().bind(addresses.of(input) + 4 * part.inputOffset(), weights + i * kernelStep,
          addresses.of(output) + 4 * part.outputOffset(), free);
      free += part.scratchBytes();
    }
    return lowering.team().together(bound);
  }

  private static NDArray array(View view, Addresses addresses) {
    return Memory.array(view.type(), addresses.of(view));
  }
}
