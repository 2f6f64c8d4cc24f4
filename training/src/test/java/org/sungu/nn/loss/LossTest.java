package org.sungu.nn.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Input;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.Messages;
import org.sungu.nn.Numbers;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// What users meet beside the numbers: names, shapes that do not fit, types.
final class LossTest {
  private static Tensor input(int... sizes) {
    return Input.of("x", DType.FLOAT32, Shape.of(sizes));
  }

  private static TensorType type(int... sizes) {
    return new TensorType(DType.FLOAT32, Shape.of(sizes));
  }

  @Test
  void namesAreThoseOfKeras() {
    assertEquals(MeanSquaredError.of().withName("mse"), Losses.of("mse"));
    assertEquals(BinaryCrossentropy.of(), Losses.of("binary_crossentropy"));
    assertEquals(Huber.of(), Losses.of("Huber"));
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> Losses.of("binary_crossentrop"));
    Messages.assertSays("did you mean binary_crossentropy", error);
  }

  @Test
  void crossentropyFollowsTheOutput() {
    assertEquals("BinaryCrossentropy", Losses.of("crossentropy", type(8), type(8, 1)).className());
    assertEquals("SparseCategoricalCrossentropy", Losses.of("ce", type(8), type(8, 3)).className());
    assertEquals("SparseCategoricalCrossentropy", Losses.of("ce", type(8, 1), type(8, 3)).className());
    assertEquals("CategoricalCrossentropy", Losses.of("crossentropy", type(8, 3), type(8, 3)).className());
  }

  @Test
  void targetsOfAnotherWidthAreRefused() {
    ShapeException error = assertThrows(ShapeException.class, () -> MeanSquaredError.of().of(input(8, 3), input(8, 1), null));
    Messages.assertSays("mean_squared_error: got targets float32[8,3] and predictions float32[8,1]", error);
  }

  @Test
  void oneHotTargetsOfASparseLossAreRefused() {
    ShapeException error = assertThrows(ShapeException.class, () -> SparseCategoricalCrossentropy.of().of(input(8, 3), input(8, 3), null));
    Messages.assertSays("categorical_crossentropy", error);
  }

  @Test
  void weightsOfAnotherBatchAreRefused() {
    ShapeException error = assertThrows(ShapeException.class, () -> MeanSquaredError.of().of(input(8, 3), input(8, 3), input(7)));
    Messages.assertSays("sample weights got float32[7] for loss values float32[8]", error);
  }

  @Test
  void smoothingBeyondOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> BinaryCrossentropy.of().withLabelSmoothing(1.5));
  }

  @Test
  void integerTargetsAndDoublePredictionsCompute() {
    NDArray truth = NDArray.of(Shape.of(2), 1L, 0L);
    NDArray prediction = NDArray.of(Shape.of(2, 1), 0.75, 0.25);
    NDArray loss = Numbers.compute(List.of(truth, prediction), x -> List.of(BinaryCrossentropy.of().of(x.get(0), x.get(1), null))).getFirst();
    assertEquals(DType.FLOAT64, loss.dtype());
    assertEquals(-Math.log(0.75), loss.item(), 1e-15);
  }

  @Test
  void logitsAtZeroHaveASlope() {
    NDArray truth = NDArray.of(Shape.of(1, 1), 1f);
    NDArray logit = NDArray.of(Shape.of(1, 1), 0f);
    List<NDArray> slopes = Numbers.compute(List.of(truth, logit), x -> List.of(
        Gradient.of(BinaryCrossentropy.of().withFromLogits(true).of(x.get(0), x.get(1), null), List.of(x.get(1))).getFirst(),
        Gradient.of(BinaryCrossentropy.of().of(x.get(0), Sigmoid.of(x.get(1)), null), List.of(x.get(1))).getFirst()));
    assertEquals(-0.5, slopes.get(0).item());
    assertEquals(-0.5, slopes.get(1).item());
  }
}
