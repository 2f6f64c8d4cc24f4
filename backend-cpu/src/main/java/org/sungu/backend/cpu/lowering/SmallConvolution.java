package org.sungu.backend.cpu.lowering;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.PoolingCode;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.code.SmallPictureCode;
import org.sungu.backend.cpu.code.SmallPictureCode.Picture;
import org.sungu.backend.cpu.convolution.OwnConvolution;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.graph.Node;
import org.sungu.graph.Pooling;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Convolutions of one small picture in a prediction, cut between panels of filters.
final class SmallConvolution {
  private static final double MULTIPLICATIONS_A_NANOSECOND = 45;

  private SmallConvolution() {}

  /// Adds the steps where the convolution is such a one, and tells whether it is.
  ///
  /// @param reader the only node that reads the output, or null
  static boolean add(ConvolutionProblem problem, View input, View kernel, View output, @Nullable Node reader, Lowering lowering) {
    Optional<Picture> found = lowering.isCoded() && lowering.keepsVariables() ? lowering.winograd().smallPicture(problem, wanted(problem, reader)) : Optional.empty();
    if (found.isEmpty()) {
      return false;
    }
    Picture picture = found.get();
    Processor processor = lowering.winograd().processor();
    View arranged = lowering.create(new TensorType(DType.FLOAT32, Shape.of(Math.toIntExact(picture.kernelBytes() / 4))));
    lowering.add(Step.of("arrange", List.of(kernel), arranged, addresses -> {
      long from = addresses.of(kernel);
      long to = addresses.of(arranged);
      return () -> SmallPictureCode.arrange(picture, processor, from, to);
    }));
    int panel = SmallPictureCode.panel(processor);
    int panels = picture.filters() / panel;
    double nanoseconds = picture.products() * picture.channels() * picture.filters() / MULTIPLICATIONS_A_NANOSECOND;
    OwnConvolution other = new OwnConvolution(problem, lowering.kernels());
    lowering.add(Step.of("convolution", List.of(input, arranged, kernel), List.of(output), List.of(), new Cut(panels, 1, 1, nanoseconds, Set.of(), (first, end) -> {
      // Without code the first piece does it all.
      Function<Addresses, Kernel> plain = addresses -> first > 0 ? () -> {}
          : other.bind(addresses.of(input), addresses.of(kernel), addresses.of(output), addresses.scratch());
      return new Piece(Math.max(picture.scratchBytes(processor), other.scratchBytes()), new CodedKernel(plain, (builder, locations) -> SmallPictureCode.emit(picture, Math.toIntExact(first),
          Math.toIntExact(end), locations.of(input), locations.of(arranged), locations.of(output), locations.scratch(), builder)));
    })));
    return true;
  }

  /// Outputs along the height and the width that are read: pooling may leave out the last ones.
  private static Shape wanted(ConvolutionProblem problem, @Nullable Node reader) {
    Shape count = problem.windows().count(problem.spatial());
    if (reader == null || !(reader.op() instanceof Pooling pooling) || !PoolingCode.writesWindows(pooling)) {
      return count;
    }
    int[] wanted = count.toArray();
    Shape windows = pooling.windows().count(count);
    for (int i = 0; i < wanted.length; i++) {
      int end = (windows.size(i) - 1) * pooling.strides().size(i) + pooling.window().size(i) - pooling.low().size(i);
      wanted[i] = Math.min(wanted[i], end);
    }
    return Shape.of(wanted);
  }
}
