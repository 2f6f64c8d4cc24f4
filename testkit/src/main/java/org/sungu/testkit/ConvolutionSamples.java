package org.sungu.testkit;

import static org.sungu.testkit.SampleArrays.normal;
import static org.sungu.testkit.SampleArrays.otherNormal;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Convolution;
import org.sungu.graph.ConvolutionInputGradient;
import org.sungu.graph.ConvolutionKernelGradient;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Rows for convolutions and their gradients: each case once in every direction.
final class ConvolutionSamples {
  private final List<OpSample> samples = new ArrayList<>();

  private ConvolutionSamples() {}

  static List<OpSample> all() {
    ConvolutionSamples rows = new ConvolutionSamples();
    rows.ofTypes();
    rows.ofShapes();
    Convolution plain = new Convolution(Shape.of(1, 1), Shape.of(1, 1), Shape.of(0, 0), Shape.of(0, 0), 1);
    rows.smooth("smooth", plain, Shape.of(2, 3, 4, 2), Shape.of(2, 3, 2, 2));
    Convolution all = new Convolution(Shape.of(2, 1), Shape.of(1, 2), Shape.of(1, 2), Shape.of(0, 1), 2);
    rows.smooth("smooth in groups", all, Shape.of(2, 4, 3, 2), Shape.of(2, 2, 1, 4));
    rows.smooth("smooth line", line(3, 1, 1, 0, 1), Shape.of(1, 7, 2), Shape.of(2, 2, 3));
    return rows.samples;
  }

  private void ofTypes() {
    Convolution op = new Convolution(Shape.of(1, 1), Shape.of(1, 1), Shape.of(1, 1), Shape.of(1, 1), 1);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.FLOAT16, DType.BFLOAT16)) {
      add(dtype.kerasName(), op, dtype, Shape.of(2, 5, 4, 3), Shape.of(3, 3, 3, 5));
    }
  }

  private void ofShapes() {
    add("line", line(1, 1, 0, 0, 1), Shape.of(2, 9, 4), Shape.of(3, 4, 5));
    add("strided line", line(2, 1, 1, 2, 1), Shape.of(2, 9, 4), Shape.of(3, 4, 5));
    add("causal dilated line", line(1, 3, 6, 0, 1), Shape.of(2, 11, 4), Shape.of(3, 4, 17));
    add("strides beyond the window", line(3, 1, 0, 0, 1), Shape.of(2, 11, 2), Shape.of(2, 2, 3));
    add("one channel", square(1, 1, 1, 1), Shape.of(2, 9, 8, 1), Shape.of(3, 3, 1, 17));
    add("one filter", square(1, 1, 1, 1), Shape.of(2, 9, 8, 17), Shape.of(3, 3, 17, 1));
    add("one point", square(1, 1, 0, 1), Shape.of(3, 5, 4, 19), Shape.of(1, 1, 19, 7));
    add("strided point", square(2, 1, 0, 1), Shape.of(3, 5, 4, 6), Shape.of(1, 1, 6, 7));
    add("stem", square(2, 1, 3, 1), Shape.of(2, 14, 14, 3), Shape.of(7, 7, 3, 16));
    add("dilated", square(1, 2, 2, 1), Shape.of(2, 7, 9, 5), Shape.of(3, 3, 5, 6));
    add("groups", square(1, 1, 1, 3), Shape.of(2, 6, 5, 12), Shape.of(3, 3, 4, 15));
    add("depthwise", square(1, 1, 1, 18), Shape.of(2, 6, 5, 18), Shape.of(3, 3, 1, 18));
    add("depthwise, two filters each", square(2, 1, 1, 5), Shape.of(2, 6, 5, 5), Shape.of(3, 3, 1, 10));
    add("more padding than window", square(1, 1, 4, 1), Shape.of(1, 3, 3, 2), Shape.of(3, 3, 2, 4));
    add("one window", square(1, 1, 0, 1), Shape.of(2, 3, 4, 8), Shape.of(3, 4, 8, 8));
    add("wide", square(1, 1, 1, 1), Shape.of(5, 12, 11, 33), Shape.of(3, 3, 33, 40));
    add("nothing in the batch", square(1, 1, 1, 1), Shape.of(0, 4, 4, 3), Shape.of(3, 3, 3, 2));
    Convolution cube = new Convolution(Shape.of(1, 2, 1), Shape.of(1, 1, 2), Shape.of(0, 1, 1), Shape.of(1, 1, 0), 1);
    add("cube", cube, Shape.of(2, 4, 5, 6, 3), Shape.of(2, 3, 2, 3, 7));
    Convolution cubes = new Convolution(Shape.of(1, 1, 1), Shape.of(1, 1, 1), Shape.of(1, 1, 1), Shape.of(1, 1, 1), 3);
    add("cubes in groups", cubes, Shape.of(1, 4, 3, 4, 3), Shape.of(3, 3, 3, 1, 6));
    Convolution uneven = new Convolution(Shape.of(3, 1), Shape.of(1, 2), Shape.of(0, 3), Shape.of(2, 0), 1);
    add("uneven", uneven, Shape.of(2, 10, 7, 4), Shape.of(3, 2, 4, 6));
  }

  private static Convolution line(int stride, int dilation, int low, int high, int groups) {
    return new Convolution(Shape.of(stride), Shape.of(dilation), Shape.of(low), Shape.of(high), groups);
  }

  private static Convolution square(int stride, int dilation, int padding, int groups) {
    Shape ends = Shape.of(padding, padding);
    return new Convolution(Shape.of(stride, stride), Shape.of(dilation, dilation), ends, ends, groups);
  }

  private void add(String name, Convolution op, Shape x, Shape kernel) {
    add(name, op, DType.FLOAT32, x, kernel);
  }

  private void add(String name, Convolution op, DType dtype, Shape x, Shape kernel) {
    add(name, op, dtype, x, kernel, false);
  }

  private void smooth(String name, Convolution op, Shape x, Shape kernel) {
    add(name, op, DType.FLOAT64, x, kernel, true);
  }

  private void add(String name, Convolution op, DType dtype, Shape x, Shape kernel, boolean smooth) {
    int axes = op.strides().rank();
    var input = normal(dtype, x.toArray());
    var weights = otherNormal(dtype, kernel.toArray());
    var upstream = normal(dtype, op.type(List.of(new TensorType(dtype, x), new TensorType(dtype, kernel))).shape().toArray());
    var inputGradient =
        new ConvolutionInputGradient(op.strides(), op.dilation(), op.low(), op.high(), op.groups(), x.range(1, axes + 1));
    var kernelGradient =
        new ConvolutionKernelGradient(op.strides(), op.dilation(), op.low(), op.high(), op.groups(), kernel.range(0, axes));
    samples.add(smooth ? OpSample.smooth(name, op, input, weights) : OpSample.of(name, op, input, weights));
    samples.add(smooth ? OpSample.smooth(name, inputGradient, upstream, weights) : OpSample.of(name, inputGradient, upstream, weights));
    samples.add(smooth ? OpSample.smooth(name, kernelGradient, input, upstream) : OpSample.of(name, kernelGradient, input, upstream));
  }
}
