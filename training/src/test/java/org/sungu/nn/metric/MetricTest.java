package org.sungu.nn.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sungu.graph.Input;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.nn.Messages;
import org.sungu.nn.Numbers;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// What users meet beside the numbers: names, shapes that do not fit, options that make no sense.
final class MetricTest {
  private static TensorType type(int... sizes) {
    return new TensorType(DType.FLOAT32, Shape.of(sizes));
  }

  private static Tensor input(int... sizes) {
    return Input.of("x", DType.FLOAT32, Shape.of(sizes));
  }

  private static ShapeException refused(Metric metric, Tensor yTrue, Tensor yPred) {
    return assertThrows(ShapeException.class, () -> {
      List<TensorType> types = metric.state(yTrue.type(), yPred.type());
      metric.update(types.stream().map(type -> Input.of("s", type.dtype(), type.shape())).toList(), yTrue, yPred, null);
    });
  }

  @Test
  void accuracyFollowsTheOutput() {
    assertEquals(BinaryAccuracy.of().withName("accuracy"), Metrics.of("accuracy", type(8), type(8, 1)));
    assertEquals(SparseCategoricalAccuracy.of().withName("acc"), Metrics.of("acc", type(8, 1), type(8, 3)));
    assertEquals(CategoricalAccuracy.of().withName("accuracy"), Metrics.of("accuracy", type(8, 3), type(8, 3)));
    assertEquals(MeanAbsoluteError.of().withName("mae"), Metrics.of("mae", type(8), type(8, 1)));
    assertEquals(AUC.of(), Metrics.of("AUC"));
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Messages.assertSays("binary_accuracy: got targets float32[8,3]", refused(BinaryAccuracy.of(), input(8, 3), input(8, 1)));
    Messages.assertSays("one class number per row", refused(SparseCategoricalAccuracy.of(), input(8, 3), input(8, 3)));
    Messages.assertSays("[samples, classes]", refused(F1Score.of(), input(8), input(8, 3)));
    Messages.assertSays("[samples, columns]", refused(R2Score.of(), input(8), input(8)));
    Messages.assertSays("[samples, 2]", refused(AUC.of().withMultiLabel(true).withNumLabels(2), input(8, 3), input(8, 3)));
    Messages.assertSays("a class 3", refused(Precision.of().withClassId(3), input(8, 3), input(8, 3)));
  }

  @Test
  void weightsOfAnotherBatchAreRefused() {
    for (Metric metric : List.of(BinaryAccuracy.of(), AUC.of(), Precision.of(), F1Score.of(), R2Score.of())) {
      List<Tensor> state = metric.state(type(8, 1), type(8, 1)).stream().map(t -> Input.of("s", t.dtype(), t.shape())).toList();
      ShapeException error = assertThrows(ShapeException.class, () -> metric.update(state, input(8, 1), input(8, 1), input(7)));
      Messages.assertSays("sample weights got float32[7", error);
    }
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Precision.of().withThresholds(List.of(0.5, 1.5)));
    assertThrows(IllegalArgumentException.class, () -> AUC.of().withNumThresholds(1));
    assertThrows(IllegalArgumentException.class, () -> AUC.of().withNumLabels(3));
    assertThrows(IllegalArgumentException.class, () -> FBetaScore.of().withBeta(0));
    assertThrows(IllegalArgumentException.class, () -> PrecisionAtRecall.of(2));
  }

  @Test
  void sortedIdsAreComparedDirectly() {
    Metric metric = SparseTopKCategoricalAccuracy.of().withK(2).withFromSortedIds(true);
    NDArray classes = NDArray.of(Shape.of(3), 4f, 1f, 7f);
    NDArray best = NDArray.of(Shape.of(3, 3), 4f, 0f, 2f, 0f, 1f, 3f, 1f, 2f, 7f);
    NDArray hits = Numbers.compute(List.of(classes, best), x -> List.of(((MeanMetric) metric).values(x.get(0), x.get(1)))).getFirst();
    assertEquals(NDArray.of(Shape.of(3), 1f, 1f, 0f), hits);
  }
}
