package org.sungu.nn.initializer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.nn.Configured;
import org.sungu.nn.Messages;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;

/// Fixed values as Keras's; random ones from the distribution that Keras draws from.
class InitializerGoldenTest {
  private static final int DRAWS = 40_000;

  static Stream<Golden> fixed() {
    return cases("value");
  }

  static Stream<Golden> random() {
    return cases("draws");
  }

  static Stream<Golden> orthogonal() {
    return cases("gram");
  }

  private static Stream<Golden> cases(String field) {
    return Goldens.family("initializers").cases().stream().filter(golden -> golden.has(field));
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void fixedAsKeras(Golden golden) {
    // Keras leaves the gain out of the configuration.
    Initializer initializer = golden.text("name").contains("gain") ? new Identity(golden.array("value").getDouble(0)) : configured(golden);
    NDArray value = golden.array("value");
    assertEquals(value, initializer.create(value.dtype(), value.shape(), generator()));
  }

  @ParameterizedTest
  @MethodSource("random")
  void drawsFromKerasDistribution(Golden golden) {
    Initializer initializer = configured(golden);
    for (Golden draw : golden.objects("draws")) {
      Shape shape = shape(draw);
      double[] values = repeated(initializer, shape);
      boolean uniform = draw.text("distribution").equals("uniform");
      double mean = uniform ? (draw.number("minval") + draw.number("maxval")) / 2 : draw.number("mean");
      double spread = uniform ? (draw.number("maxval") - draw.number("minval")) / 2 : draw.number("stddev");
      boolean truncated = draw.text("distribution").equals("truncated_normal");
      double deviation = spread * (uniform ? Math.sqrt(1.0 / 3) : truncated ? 0.8796256610342398 : 1);
      double limit = uniform ? spread : truncated ? 2 * spread : 6 * spread;
      String what = draw + " of " + shape;
      // Five standard errors of a mean and of a standard deviation; for the latter a normal distribution's is the largest of these.
      double error = 5 * deviation / Math.sqrt(values.length);
      assertEquals(mean, Arrays.stream(values).average().orElseThrow(), error, what);
      double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
      assertEquals(deviation, Math.sqrt(squares), error, what);
      double largest = Arrays.stream(values).map(value -> Math.abs(value - mean)).max().orElseThrow();
      // With so many draws, distributions that end somewhere come close to their ends.
      assertTrue(largest <= limit * (1 + 1e-6), () -> what + ": got " + largest + " from the mean; expected at most " + limit);
      assertTrue(largest >= limit * (truncated || uniform ? 0.99 : 0.5), () -> what + ": got at most " + largest + " from the mean");
    }
  }

  private static double[] repeated(Initializer initializer, Shape shape) {
    RandomGenerator random = generator();
    int times = (int) (DRAWS / shape.elementCount());
    return Stream.generate(() -> initializer.create(DType.FLOAT64, shape, random))
        .limit(times)
        .flatMapToDouble(array -> Arrays.stream(array.toDoubles()))
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("orthogonal")
  void orthogonalAsKeras(Golden golden) {
    Shape shape = shape(golden);
    NDArray kernel = configured(golden).create(DType.FLOAT64, shape, generator());
    NDArray gram = golden.array("gram");
    int columns = shape.size(-1);
    int rows = (int) (shape.elementCount() / columns);
    int count = gram.shape().size(0);
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        double product = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          product += rows < columns
              ? kernel.getDouble((long) a * columns + k) * kernel.getDouble((long) b * columns + k)
              : kernel.getDouble((long) k * columns + a) * kernel.getDouble((long) k * columns + b);
        }
        // Keras's Gram matrix comes from float32.
        assertEquals(gram.getDouble((long) a * count + b), product, 1e-5);
      }
    }
  }

  @Test
  void orthogonalKernelsHaveNoPreferredSign() {
    RandomGenerator random = generator();
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      sum += new Orthogonal().create(DType.FLOAT64, Shape.of(3, 3), random).getDouble(0);
    }
    // The element's variance is 1/3; five standard errors.
    assertEquals(0, sum / 1000, 5 * Math.sqrt(1.0 / 3 / 1000));
  }

  @Test
  void sameGeneratorSameWeights() {
    for (String name : Initializers.ALL.classNames()) {
      NDArray first = Initializers.of(name).create(DType.FLOAT32, Shape.of(4, 3), generator());
      assertEquals(first, Initializers.of(name).create(DType.FLOAT32, Shape.of(4, 3), generator()), name);
    }
  }

  @Test
  void refusalsSayWhy() {
    Messages.assertSays("expected a matrix",
        assertThrows(IllegalArgumentException.class, () -> new Identity().create(DType.FLOAT32, Shape.of(2), generator())));
    Messages.assertSays("expected at least two axes",
        assertThrows(IllegalArgumentException.class, () -> new Orthogonal().create(DType.FLOAT32, Shape.of(2), generator())));
    Messages.assertSays("expected a positive number", assertThrows(IllegalArgumentException.class,
        () -> new VarianceScaling(0, FanMode.FAN_IN, Distribution.UNIFORM, null, null, null)));
    Messages.assertSays("did you mean", assertThrows(IllegalArgumentException.class, () -> Initializers.of("glorot_unifrom")));
  }

  @Test
  void shortNames() {
    assertEquals(new GlorotUniform(), Initializers.of("glorot_uniform"));
    assertEquals(new RandomNormal(), Initializers.of("normal"));
    assertEquals(List.of(new Zeros(), new Ones()), List.of(Initializers.of("zero"), Initializers.of("one")));
  }

  private static Initializer configured(Golden golden) {
    return Configured.serialized(Initializers.ALL, golden.object("serialized"));
  }

  private static Shape shape(Golden golden) {
    List<?> sizes = (List<?>) Objects.requireNonNull(golden.value("shape"));
    return Shape.of(sizes.stream().mapToInt(size -> (Integer) size).toArray());
  }

  private static RandomGenerator generator() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(7);
  }
}
