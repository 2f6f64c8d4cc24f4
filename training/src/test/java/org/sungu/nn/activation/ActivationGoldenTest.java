package org.sungu.nn.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Celu;
import org.sungu.graph.composed.Elu;
import org.sungu.graph.composed.Gelu;
import org.sungu.graph.composed.Glu;
import org.sungu.graph.composed.HardShrink;
import org.sungu.graph.composed.LeakyRelu;
import org.sungu.graph.composed.LogSoftmax;
import org.sungu.graph.composed.Relu;
import org.sungu.graph.composed.SoftShrink;
import org.sungu.graph.composed.Softmax;
import org.sungu.graph.composed.Squareplus;
import org.sungu.graph.composed.Threshold;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Configured;
import org.sungu.nn.Layer;
import org.sungu.nn.Numbers;
import org.sungu.nn.Scope;
import org.sungu.nn.UnaryLayer;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;
import org.sungu.testkit.LayerCheck;
import org.sungu.testkit.Tolerance;

/// The activation functions against Keras: values and slopes from -100 to 100, at zeros of both signs and at the functions' corners.
class ActivationGoldenTest {
  /// Keras and Sungu round after each of up to ten steps, some of which are transcendental.
  private static final Tolerance CLOSE = new Tolerance(8);

  static Stream<Arguments> functions() {
    // Keras 3.15.1 adds up cumulative sums where it should add up the support; its sparsemax does not sum to 1.
    return onEveryBackend(golden -> golden.has("function") && !golden.text("function").equals("sparsemax"));
  }

  static Stream<Arguments> layers() {
    return onEveryBackend(golden -> golden.has("layer"));
  }

  private static Stream<Arguments> onEveryBackend(Predicate<Golden> chosen) {
    return Numbers.backends().stream().flatMap(backend -> Goldens.family("activations").cases().stream()
        .filter(chosen)
        .map(golden -> Arguments.of(golden, Named.of(backend.name(), backend))));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void functionAsKeras(Golden golden, Backend backend) {
    UnaryOperator<Tensor> function = function(golden.text("function"), golden.map("arguments"));
    check(golden, backend, new FunctionLayer(function), Map.of());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layerAsKeras(Golden golden, Backend backend) {
    Layer layer = Configured.layer(golden.object("layer"));
    if (golden.has("weights")) {
      Golden alpha = golden.objects("weights").getFirst();
      LayerCheck check = check(golden, backend, layer, Map.of("alpha", alpha.array("value")));
      NDArray gradient = check.weightGradients().get("alpha");
      assertTrue(gradient != null);
      assertClose(alpha.array("gradient"), gradient, List.of(), alpha.array("gradient"));
    } else {
      check(golden, backend, layer, Map.of());
    }
  }

  private static LayerCheck check(Golden golden, Backend backend, Layer layer, Map<String, NDArray> weights) {
    NDArray x = golden.array("x");
    NDArray y = golden.array("y");
    NDArray direction = golden.has("gradient_weights") ? golden.array("gradient_weights") : NDArray.full(DType.FLOAT32, y.shape(), 1);
    LayerCheck check = LayerCheck.run(backend, layer, false, List.of(x), weights, direction);
    boolean pointwise = golden.has("kinks");
    List<Double> kinks = pointwise ? Arrays.stream(golden.array("kinks").toDoubles()).boxed().toList() : List.of();
    assertClose(y, check.outputs().getFirst(), List.of(), x);
    assertClose(golden.array("gradient"), check.inputGradients().getFirst(), kinks, x);
    return check;
  }

  /// Slopes at kinks are a convention: there a slope only has to be finite.
  private static void assertClose(NDArray expected, NDArray actual, List<Double> kinks, NDArray x) {
    assertEquals(expected.shape(), actual.shape());
    for (int i = 0; i < expected.elementCount(); i++) {
      // Both sides take differences of numbers of x's size, or of 1.
      double at = x.shape().equals(expected.shape()) ? x.getDouble(i) : 1;
      double scale = Math.max(1, Math.abs(at));
      boolean close = kinks.contains(at)
          ? Double.isFinite(actual.getDouble(i))
          : CLOSE.allows(actual.getDouble(i), expected.getDouble(i), scale, DType.FLOAT32);
      assertTrue(close, "at x = " + at + " got " + actual.getDouble(i) + "; expected " + expected.getDouble(i));
    }
  }

  private record FunctionLayer(UnaryOperator<Tensor> function) implements UnaryLayer {
    @Override
    public Tensor apply(Scope scope, Tensor input) {
      return function.apply(input);
    }

    @Override
    public @Nullable String name() {
      return null;
    }

    @Override
    public boolean trainable() {
      return true;
    }

    @Override
    public DTypePolicy dtype() {
      return DTypePolicy.FLOAT32;
    }
  }

  private static UnaryOperator<Tensor> function(String name, Map<String, @Nullable Object> arguments) {
    if (arguments.isEmpty()) {
      return Activation.ofKerasName(name)::of;
    }
    double slope = number(arguments, "negative_slope", 0);
    double alpha = number(arguments, "alpha", 1);
    double threshold = number(arguments, "threshold", 0);
    int[] axes = axes(arguments.get("axis"));
    return switch (name) {
      case "relu" -> x -> Relu.of(x, slope, number(arguments, "max_value", Double.POSITIVE_INFINITY), threshold);
      case "leaky_relu" -> x -> LeakyRelu.of(x, slope);
      case "elu" -> x -> Elu.of(x, alpha);
      case "celu" -> x -> Celu.of(x, alpha);
      case "gelu" -> x -> Gelu.of(x, Boolean.TRUE.equals(arguments.get("approximate")));
      case "soft_shrink" -> x -> SoftShrink.of(x, threshold);
      case "hard_shrink" -> x -> HardShrink.of(x, threshold);
      case "squareplus" -> x -> Squareplus.of(x, number(arguments, "b", 4));
      case "threshold" -> x -> Threshold.of(x, threshold, number(arguments, "default_value", 0));
      case "softmax" -> x -> Softmax.of(x, axes);
      case "log_softmax" -> x -> LogSoftmax.of(x, axes);
      case "glu" -> x -> Glu.of(x, axes[0]);
      default -> throw new AssertionError("no function for " + name + arguments);
    };
  }

  private static double number(Map<String, @Nullable Object> arguments, String key, double otherwise) {
    return arguments.get(key) instanceof Number number ? number.doubleValue() : otherwise;
  }

  private static int[] axes(@Nullable Object axis) {
    if (axis instanceof List<?> list) {
      return list.stream().mapToInt(item -> (Integer) item).toArray();
    }
    return axis instanceof Integer one ? new int[] {one} : new int[] {-1};
  }

  @ParameterizedTest
  @EnumSource
  void namesAreFoundAgain(Activation activation) {
    assertEquals(activation, Activation.ofKerasName(activation.kerasName()));
  }

  @Test
  void aliases() {
    assertEquals(Activation.SILU, Activation.ofKerasName("swish"));
    assertEquals(Activation.HARD_SILU, Activation.ofKerasName("hard_swish"));
  }

  @Test
  void unknownNameSuggestsNearOnes() {
    IllegalArgumentException typo = assertThrows(IllegalArgumentException.class, () -> Activation.ofKerasName("sigmid"));
    assertEquals("unknown activation 'sigmid'; did you mean sigmoid?", typo.getMessage());
    IllegalArgumentException unlike = assertThrows(IllegalArgumentException.class, () -> Activation.ofKerasName("quux"));
    assertTrue(String.valueOf(unlike.getMessage()).startsWith("unknown activation 'quux'; expected one of linear, step, sigmoid,"));
  }

  @Test
  void sparsemaxIsTheNearestDistribution() {
    NDArray x = NDArray.of(Shape.of(4, 3), 0.5f, 0.25f, -3f, 30f, 30f, -30f, 0f, 0f, 0f, 5f, 1f, 0f);
    NDArray direction = NDArray.of(Shape.of(4, 3), 1f, 2f, 3f, 1f, 2f, 3f, 1f, 2f, 3f, 1f, 2f, 3f);
    LayerCheck check = LayerCheck.run(new ReferenceBackend(), new FunctionLayer(Activation.SPARSEMAX::of), false, List.of(x), Map.of(), direction);
    float third = 1 / 3f;
    NDArray expected = NDArray.of(Shape.of(4, 3), 0.625f, 0.375f, 0f, 0.5f, 0.5f, 0f, third, third, third, 1f, 0f, 0f);
    assertEquals("", CLOSE.difference(check.outputs().getFirst(), expected, null));
    // Within the support, the direction less its mean there.
    NDArray slope = NDArray.of(Shape.of(4, 3), -0.5f, 0.5f, 0f, -0.5f, 0.5f, 0f, -1f, 0f, 1f, 0f, 0f, 0f);
    assertEquals("", CLOSE.difference(check.inputGradients().getFirst(), slope, NDArray.full(DType.FLOAT32, x.shape(), 1)));
  }

  @Test
  void stepIsOneFromZeroOn() {
    NDArray x = NDArray.of(Shape.of(5), -2f, -0f, 0f, 3f, Float.NaN);
    LayerCheck check = LayerCheck.run(new ReferenceBackend(), new FunctionLayer(Activation.STEP::of), false, List.of(x), Map.of(), x);
    assertEquals(NDArray.of(Shape.of(5), 0f, 1f, 1f, 1f, 0f), check.outputs().getFirst());
    assertEquals(NDArray.of(Shape.of(5), 0f, 0f, 0f, 0f, 0f), check.inputGradients().getFirst());
  }
}
