package org.sungu.backend.cpu.binding;

import java.util.List;
import org.sungu.backend.cpu.kernel.ConvolutionRole;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.provider.ConvolutionPlan;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A convolution or one of its gradients by oneDNN. Channels stay last; the kernel is rearranged as suits the processor. Gradients of kernels of bfloat16 are
/// float32 until they are brought back into order, as several are added up.
final class ConvolutionPrimitive implements ConvolutionPlan {
  private static final int SOURCE_GRADIENT = 129;
  private static final int WEIGHTS_GRADIENT = 161;
  private static final int DESTINATION_GRADIENT = 145;
  private static final int QUERY_WEIGHTS = 131;
  private static final int QUERY_WEIGHTS_GRADIENT = 132;
  /// Below this many uses of each weight, rearranging the kernel takes longer than it saves.
  private static final long FEW_USES = 400;

  private final ConvolutionProblem problem;
  private final long primitive;
  private final long input;
  private final long output;
  private final long rowMajor;
  private final long arranged;
  private final long scratchpad;
  private final ReorderPrimitive reorder;

  private ConvolutionPrimitive(ConvolutionProblem problem, long wantedKernel, boolean rowMajorKernel) {
    this.problem = problem;
    long[] kernelSizes = kernelSizes(problem);
    boolean back = problem.role() == ConvolutionRole.KERNEL_GRADIENT;
    input = channelsLast(problem.type(), problem.batch(), problem.spatial(), problem.channels());
    output = channelsLast(problem.type(), problem.batch(), problem.windows().count(problem.spatial()), problem.filters());
    rowMajor = OneDnn.descriptor(problem.type(), kernelSizes, kernelStrides(problem));
    long any = OneDnn.anyDescriptor(back ? DType.FLOAT32 : problem.type(), kernelSizes);
    long kernel = wantedKernel != 0 ? wantedKernel : rowMajorKernel ? rowMajor : any;
    long anyOfType = OneDnn.anyDescriptor(problem.type(), kernelSizes);
    long descriptor = ConvolutionFunctions.convolution(problem, input, kernel, back ? anyOfType : kernel, output);
    OneDnn.destroyDescriptor(any);
    OneDnn.destroyDescriptor(anyOfType);
    arranged = OneDnn.query(descriptor, back ? QUERY_WEIGHTS_GRADIENT : QUERY_WEIGHTS);
    scratchpad = OneDnn.scratchpad(descriptor);
    primitive = OneDnn.primitive(descriptor);
    reorder = new ReorderPrimitive(back ? arranged : rowMajor, back ? rowMajor : arranged);
    long[] owned = {primitive, descriptor, input, output, rowMajor};
    MatMulPrimitive.CLEANER.register(this, () -> {
      OneDnn.destroyPrimitive(owned[0]);
      OneDnn.destroyPrimitiveDescriptor(owned[1]);
      OneDnn.destroyDescriptor(owned[2]);
      OneDnn.destroyDescriptor(owned[3]);
      OneDnn.destroyDescriptor(owned[4]);
    });
  }

  static ConvolutionPrimitive of(ConvolutionProblem problem, boolean keepsKernel) {
    return new ConvolutionPrimitive(problem, 0, !keepsKernel && readsRowMajor(problem));
  }

  /// A single input is split over its rows, whose plans arrange kernels each in its own way, so these all read it as it is.
  private static boolean readsRowMajor(ConvolutionProblem problem) {
    return problem.role() == ConvolutionRole.OUTPUT && problem.groups() == 1
        && (problem.batch() == 1 || problem.batch() * problem.outputPositions() < FEW_USES);
  }

  private static long channelsLast(DType type, int batch, Shape spatial, int channels) {
    int axes = spatial.rank();
    long[] sizes = new long[axes + 2];
    long[] strides = new long[axes + 2];
    sizes[0] = batch;
    sizes[1] = channels;
    strides[1] = 1;
    long stride = channels;
    for (int i = axes - 1; i >= 0; i--) {
      sizes[i + 2] = spatial.size(i);
      strides[i + 2] = stride;
      stride *= spatial.size(i);
    }
    strides[0] = stride;
    return OneDnn.descriptor(type, sizes, strides);
  }

  /// Groups if there are several, filters and channels of a group, spatial sizes.
  private static long[] kernelSizes(ConvolutionProblem problem) {
    int groups = problem.groups();
    int first = groups == 1 ? 0 : 1;
    int axes = problem.spatial().rank();
    long[] sizes = new long[first + 2 + axes];
    sizes[0] = groups;
    sizes[first] = problem.filters() / groups;
    sizes[first + 1] = problem.channels() / groups;
    for (int i = 0; i < axes; i++) {
      sizes[first + 2 + i] = problem.windows().size().size(i);
    }
    return sizes;
  }

  private static long[] kernelStrides(ConvolutionProblem problem) {
    int groups = problem.groups();
    int first = groups == 1 ? 0 : 1;
    int axes = problem.spatial().rank();
    long[] strides = new long[first + 2 + axes];
    strides[0] = problem.filters() / groups;
    strides[first] = 1;
    strides[first + 1] = problem.filters();
    long stride = (long) problem.filters() * (problem.channels() / groups);
    for (int i = axes - 1; i >= 0; i--) {
      strides[first + 2 + i] = stride;
      stride *= problem.windows().size().size(i);
    }
    return strides;
  }

  @Override
  public long scratchBytes() {
    return OneDnn.byteSize(scratchpad);
  }

  @Override
  public long arrangedBytes() {
    return OneDnn.areEqual(arranged, rowMajor) ? 0 : OneDnn.byteSize(arranged);
  }

  @Override
  public Kernel arrange(long from, long to, int first, int end, long scratch) {
    return reorder.bind(this, from, to);
  }

  @Override
  public ConvolutionPlan with(ConvolutionProblem part) {
    return new ConvolutionPrimitive(part, arranged, false);
  }

  @Override
  public Kernel bind(long inputAddress, long kernel, long outputAddress, long scratch) {
    List<Integer> arguments = switch (problem.role()) {
      case OUTPUT -> List.of(OneDnn.SOURCE, OneDnn.WEIGHTS, OneDnn.DESTINATION, OneDnn.SCRATCHPAD);
      case INPUT_GRADIENT -> List.of(SOURCE_GRADIENT, OneDnn.WEIGHTS, DESTINATION_GRADIENT, OneDnn.SCRATCHPAD);
      case KERNEL_GRADIENT -> List.of(OneDnn.SOURCE, WEIGHTS_GRADIENT, DESTINATION_GRADIENT, OneDnn.SCRATCHPAD);
    };
    return PrimitiveKernel.of(this, primitive, arguments, List.of(input, arranged, output, scratchpad),
        List.of(inputAddress, kernel, outputAddress, scratch));
  }
}
