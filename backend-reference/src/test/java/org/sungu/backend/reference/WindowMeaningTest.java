package org.sungu.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Convolution;
import org.sungu.graph.ConvolutionInputGradient;
import org.sungu.graph.ConvolutionKernelGradient;
import org.sungu.graph.Input;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.AveragePool;
import org.sungu.graph.composed.MaxPool;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// What convolutions and pooling give: numbers of Keras 3.15.1 on JAX, and of JAX itself where Keras has no such padding.
final class WindowMeaningTest {
  private static final Convolution UNEVEN = new Convolution(Shape.of(2, 1), Shape.of(1, 2), Shape.of(1, 2), Shape.of(0, 1), 2);
  private static final float NAN = Float.NaN;

  private static NDArray evaluate(Function<List<Tensor>, Tensor> function, NDArray... inputs) {
    List<Tensor> tensors = new ArrayList<>();
    for (NDArray input : inputs) {
      tensors.add(Input.of("x", input.dtype(), input.shape()));
    }
    ReferenceBackend backend = new ReferenceBackend();
    try (var store = backend.newStore();
        var executable = backend.compile(Program.of(tensors, List.of(function.apply(tensors))), store)) {
      return executable.run(Arrays.asList(inputs)).getFirst();
    }
  }

  /// Elements 0, 1, 2, … of a shape.
  private static NDArray counted(int... sizes) {
    NDArray array = NDArray.zeros(DType.FLOAT32, Shape.of(sizes));
    for (int i = 0; i < array.elementCount(); i++) {
      array.setDouble(i, i);
    }
    return array;
  }

  @Test
  void convolutionWithEverythingAtOnce() {
    NDArray y = evaluate(in -> Tensor.of(UNEVEN, in.get(0), in.get(1)), counted(1, 3, 4, 2), counted(2, 2, 1, 4));
    assertEquals(Shape.of(1, 2, 5, 4), y.shape());
    assertArrayEquals(new float[] {0, 0, 14, 15, 24, 26, 42, 45, 48, 52, 80, 86, 88, 96, 128, 138, 32, 36, 50, 55, 224, 248, 292, 318, 256, 284,
        332, 362, 416, 472, 560, 620, 464, 528, 624, 692, 160, 192, 236, 270}, y.toFloats());
  }

  @Test
  void gradientsOfConvolution() {
    NDArray upstream = counted(1, 2, 5, 4);
    NDArray x = evaluate(in -> ConvolutionInputGradient.of(in.get(0), in.get(1), UNEVEN.strides(), UNEVEN.dilation(), UNEVEN.low(),
        UNEVEN.high(), 2, Shape.of(3, 4)), upstream, counted(2, 2, 1, 4));
    assertArrayEquals(new float[] {158, 294, 326, 494, 494, 694, 313, 421, 214, 446, 254, 518, 294, 590, 293, 449, 998, 1294, 1166, 1494, 1334,
        1694, 813, 1001}, x.toFloats());
    NDArray kernel = evaluate(in -> ConvolutionKernelGradient.of(in.get(0), in.get(1), UNEVEN.strides(), UNEVEN.dilation(), UNEVEN.low(),
        UNEVEN.high(), 2, Shape.of(2, 2)), counted(1, 3, 4, 2), upstream);
    assertArrayEquals(new float[] {976, 1006, 1138, 1171, 1184, 1228, 1384, 1432, 1832, 1892, 2096, 2162, 2128, 2216, 2448, 2544},
        kernel.toFloats());
  }

  @Test
  void transposedConvolution() {
    Shape one = Shape.of(1);
    Shape none = Shape.of(0);
    NDArray y = evaluate(in -> ConvolutionInputGradient.of(in.get(0), in.get(1).plus(1), Shape.of(2), one, none, none, 1, Shape.of(7)),
        counted(1, 3, 1), counted(3, 1, 1));
    assertArrayEquals(new float[] {0, 0, 1, 2, 5, 4, 6}, y.toFloats());
  }

  @Test
  void maximumOfWindows() {
    NDArray x = counted(1, 4, 5, 1);
    x.setDouble(6, NAN);
    // Padding "same".
    NDArray y = evaluate(in -> MaxPool.of(in.getFirst(), Shape.of(3, 3), Shape.of(2, 2), Shape.of(0, 1), Shape.of(1, 1)), x);
    assertEquals(Shape.of(1, 2, 3, 1), y.shape());
    assertArrayEquals(new float[] {NAN, NAN, 14, 16, 18, 19}, y.toFloats());
    NDArray negative = NDArray.full(DType.FLOAT32, Shape.of(1, 2, 1), -3);
    assertArrayEquals(new float[] {-3, -3, -3},
        evaluate(in -> MaxPool.of(in.getFirst(), Shape.of(2), Shape.of(1), Shape.of(1), Shape.of(1)), negative).toFloats());
  }

  @Test
  void gradientOfTheMaximumGoesToItsPlace() {
    float[] distinct = {0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 7, 0, 8, 9, 10, 11};
    assertArrayEquals(distinct, maximumGradient(counted(1, 4, 5, 1), counted(1, 3, 4, 1)));
    float[] ties = {0, 1, 0, 2, 3, 0, 0, 0, 0};
    assertArrayEquals(ties, maximumGradient(NDArray.zeros(DType.FLOAT32, Shape.of(1, 3, 3, 1)), counted(1, 2, 2, 1)));
  }

  private static float[] maximumGradient(NDArray x, NDArray weights) {
    Shape none = Shape.of(0, 0);
    return evaluate(in -> {
      Tensor pooled = MaxPool.of(in.get(0), Shape.of(2, 2), Shape.of(1, 1), none, none);
      return Gradient.of(ReduceSum.of(pooled.times(in.get(1))), List.of(in.get(0))).getFirst();
    }, x, weights).toFloats();
  }

  @Test
  void meanLeavesPaddingOut() {
    NDArray y = evaluate(in -> AveragePool.of(in.getFirst(), Shape.of(3, 3), Shape.of(2, 2), Shape.of(0, 1), Shape.of(1, 1)), counted(1, 4, 5, 1));
    assertArrayEquals(new float[] {5.5f, 7, 8.5f, 13, 14.5f, 16}, y.toFloats());
    assertArrayEquals(new float[] {0.5f, 2.5f},
        evaluate(in -> AveragePool.of(in.getFirst(), Shape.of(2), Shape.of(2), Shape.of(0), Shape.of(0)), counted(1, 5, 1)).toFloats());
  }

  @Test
  void errorsSayWhatFits() {
    Tensor x = Input.of("x", DType.FLOAT32, Shape.of(1, 4, 5, 3));
    Tensor kernel = Input.of("kernel", DType.FLOAT32, Shape.of(2, 2, 2, 4));
    ShapeException channels = assertThrows(ShapeException.class, () -> Tensor.of(UNEVEN, x, kernel));
    assertEquals("convolution: got float32[1,4,5,3] and kernel float32[2,2,2,4] in 2 groups; expected 4 channels on the last axis of the first, "
        + "and filters that can be split evenly", channels.getMessage());
    Shape none = Shape.of(0, 0);
    ShapeException small =
        assertThrows(ShapeException.class, () -> MaxPool.of(x, Shape.of(2, 7), Shape.of(2, 2), none, none));
    assertEquals("windows of size [2,7] with dilation [1,1]: got spatial sizes [4,5] with padding [0,0] and [0,0]; expected at least 7 on spatial "
        + "axis 1, so pad it or use smaller windows", small.getMessage());
    ShapeException padding =
        assertThrows(ShapeException.class, () -> MaxPool.of(x, Shape.of(2, 2), Shape.of(2, 2), none, Shape.of(2, 0)));
    assertEquals("pickMaximum: got padding [0,0] and [2,0]; expected less than the windows' size [2,2], so that no window holds padding only",
        padding.getMessage());
  }
}
