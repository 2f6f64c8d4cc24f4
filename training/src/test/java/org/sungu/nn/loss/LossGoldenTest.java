package org.sungu.nn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Tensor;
import org.sungu.nn.Configured;
import org.sungu.nn.Numbers;
import org.sungu.tensor.NDArray;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;

/// Every loss against Keras: all reductions, with and without weights, and the gradient with respect to the predictions.
final class LossGoldenTest {
  // Terms and weights are around 1 and may cancel; a tenth keeps the small losses honest.
  private static final double SCALE = 0.1;

  // Slopes where a function has a corner are conventions: of |x| at 0 and of a limit that is met exactly, JAX's are 1 and 1/2, here 0.
  private static final Map<String, Set<Long>> CORNERS = Map.of(
      "losses/MeanAbsoluteError/edges", Set.of(0L, 3L),
      "losses/MeanAbsolutePercentageError/edges", Set.of(0L),
      "losses/BinaryCrossentropy/edges", Set.of(5L),
      "losses/BinaryFocalCrossentropy/edges", Set.of(5L),
      "losses/KLDivergence/edges", Set.of(0L, 5L));

  static List<Golden> cases() {
    return Goldens.family("losses").cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void valuesAndGradientsAreThoseOfKeras(Golden golden) {
    Loss loss = loss(golden);
    for (Backend backend : Numbers.backends()) {
      check(backend, golden, loss, "unweighted", null);
      if (golden.has("sample_weight")) {
        check(backend, golden, loss, "weighted", golden.array("sample_weight"));
      }
    }
  }

  static Loss loss(Golden golden) {
    Loss loss = Configured.serialized(Losses.ALL, golden.object("serialized"));
    // What Keras leaves out of the configuration of these two.
    return switch (golden.text("name")) {
      case "Huber/delta_0.5" -> ((Huber) loss).withDelta(0.5);
      case "Huber/delta_2" -> ((Huber) loss).withDelta(2);
      case "CosineSimilarity/axis_0" -> ((CosineSimilarity) loss).withAxis(0);
      default -> loss;
    };
  }

  private static void check(Backend backend, Golden golden, Loss loss, String part, @Nullable NDArray weight) {
    Golden expected = golden.object(part);
    List<NDArray> inputs = new ArrayList<>(List.of(golden.array("y_true"), golden.array("y_pred")));
    if (weight != null) {
      inputs.add(weight);
    }
    for (Reduction reduction : Reduction.values()) {
      Loss reduced = Configured.of(loss, Map.of("reduction", reduction.kerasName()));
      NDArray actual = Numbers.compute(backend, inputs, x -> List.of(of(reduced, x))).getFirst();
      Numbers.assertClose(expected.array(reduction.kerasName()), actual, SCALE, backend.name() + " " + part + " " + reduction);
    }
    NDArray gradient = Numbers.compute(backend, inputs, x -> Gradient.of(of(loss, x), List.of(x.get(1)))).getFirst();
    NDArray wanted = expected.array("gradient");
    CORNERS.getOrDefault(golden.toString(), Set.of()).forEach(element -> wanted.setDouble(element, gradient.getDouble(element)));
    Numbers.assertClose(wanted, gradient, SCALE, backend.name() + " " + part + " gradient");
  }

  private static Tensor of(Loss loss, List<Tensor> x) {
    return loss.of(x.get(0), x.get(1), x.size() > 2 ? x.get(2) : null);
  }
}
