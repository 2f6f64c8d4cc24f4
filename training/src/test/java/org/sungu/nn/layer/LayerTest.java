package org.sungu.nn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.graph.Input;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Layer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Messages;
import org.sungu.nn.Network;
import org.sungu.nn.PartialShape;
import org.sungu.nn.Trace;
import org.sungu.nn.Weights;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.initializer.RandomNormal;
import org.sungu.nn.layer.activation.PReLU;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.core.Identity;
import org.sungu.nn.layer.merging.Add;
import org.sungu.nn.layer.merging.Average;
import org.sungu.nn.layer.merging.Concatenate;
import org.sungu.nn.layer.merging.Maximum;
import org.sungu.nn.layer.merging.Minimum;
import org.sungu.nn.layer.merging.Multiply;
import org.sungu.nn.layer.merging.Subtract;
import org.sungu.nn.layer.normalization.BatchNormalization;
import org.sungu.nn.layer.operation.Cast;
import org.sungu.nn.layer.operation.IsNaN;
import org.sungu.nn.layer.operation.NanToNum;
import org.sungu.nn.layer.preprocessing.CategoryEncoding;
import org.sungu.nn.layer.preprocessing.IntegerLookup;
import org.sungu.nn.layer.preprocessing.Normalization;
import org.sungu.nn.layer.preprocessing.OutputMode;
import org.sungu.nn.layer.preprocessing.StringLookup;
import org.sungu.nn.layer.regularization.ActivityRegularization;
import org.sungu.nn.layer.regularization.AlphaDropout;
import org.sungu.nn.layer.regularization.Dropout;
import org.sungu.nn.layer.regularization.GaussianDropout;
import org.sungu.nn.layer.regularization.GaussianNoise;
import org.sungu.nn.layer.reshaping.Flatten;
import org.sungu.nn.layer.reshaping.Reshape;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;
import org.sungu.testkit.LayerCheck;

/// What golden numbers do not cover: chance, joining, messages.
class LayerTest {
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private static LayerCheck run(Layer layer, boolean training, NDArray... inputs) {
    return LayerCheck.forward(new ReferenceBackend(), layer, training, List.of(inputs), Map.of());
  }

  private static NDArray output(Layer layer, NDArray... inputs) {
    return run(layer, false, inputs).outputs().getFirst();
  }

  private static NDArray ones(int... sizes) {
    return NDArray.full(DType.FLOAT32, Shape.of(sizes), 1);
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double... values) {
    double mean = mean(values);
    return Math.sqrt(Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.9})
  void dropoutKeepsTheMean(double rate) {
    double[] values = run(Dropout.of(rate), true, ones(1000, 100)).outputs().getFirst().toDoubles();
    double kept = (float) (1 / (1 - rate));
    assertTrue(Arrays.stream(values).allMatch(value -> value == 0 || value == kept));
    double dropped = Arrays.stream(values).filter(value -> value == 0).count() / 1e5;
    // Five standard errors of a share of 100,000 draws.
    assertEquals(rate, dropped, 5 * Math.sqrt(rate * (1 - rate) / 1e5));
  }

  @Test
  void dropoutGradientFollowsWhatWasKept() {
    NDArray x = ones(20, 5);
    LayerCheck check = LayerCheck.run(new ReferenceBackend(), Dropout.of(0.5), true, List.of(x), Map.of(), x);
    assertEquals(check.outputs().getFirst(), check.inputGradients().getFirst());
  }

  @Test
  void noiseShapeDropsTogether() {
    Dropout dropout = Dropout.of(0.5).withNoiseShape(PartialShape.of(PartialShape.UNKNOWN, 1, 3));
    NDArray y = run(dropout, true, ones(50, 4, 3)).outputs().getFirst();
    for (int sample = 0; sample < 50; sample++) {
      for (int i = 0; i < 12; i++) {
        assertEquals(y.getDouble(sample * 12L + i % 3), y.getDouble(sample * 12L + i));
      }
    }
    assertTrue(mean(y.toDoubles()) > 0.5 && mean(y.toDoubles()) < 1.5);
  }

  @Test
  void gaussianNoiseIsNormal() {
    double[] noise = run(GaussianNoise.of(0.5), true, NDArray.zeros(DType.FLOAT32, Shape.of(1000, 100))).outputs().getFirst().toDoubles();
    // Five standard errors of 100,000 draws.
    assertEquals(0, mean(noise), 5 * 0.5 / Math.sqrt(1e5));
    assertEquals(0.5, deviation(noise), 5 * 0.5 / Math.sqrt(2e5));
    double within = Arrays.stream(noise).filter(value -> Math.abs(value) < 0.5).count() / 1e5;
    assertEquals(0.6827, within, 5 * Math.sqrt(0.6827 * 0.3173 / 1e5));
  }

  @Test
  void gaussianDropoutIsNormalAroundOne() {
    double[] noise = run(GaussianDropout.of(0.2), true, ones(1000, 100)).outputs().getFirst().toDoubles();
    assertEquals(1, mean(noise), 5 * 0.5 / Math.sqrt(1e5));
    assertEquals(0.5, deviation(noise), 5 * 0.5 / Math.sqrt(2e5));
  }

  @Test
  void alphaDropoutKeepsMeanAndVariance() {
    RandomGenerator generator = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    NDArray normal = new RandomNormal(0, 1, null).create(DType.FLOAT32, Shape.of(1000, 100), generator);
    double[] values = run(AlphaDropout.of(0.3), true, normal).outputs().getFirst().toDoubles();
    // Input and output each deviate by chance.
    assertEquals(0, mean(values), 0.02);
    assertEquals(1, deviation(values), 0.02);
  }

  @Test
  void noiseIsForTrainingOnly() {
    for (Layer layer : List.of(Dropout.of(0.5), GaussianNoise.of(1), GaussianDropout.of(0.5), AlphaDropout.of(0.5))) {
      assertEquals(ones(2, 3), output(layer, ones(2, 3)));
    }
  }

  @Test
  void activityBecomesAPenalty() {
    LayerCheck check = run(ActivityRegularization.of(0.5, 0.25), false, NDArray.of(Shape.of(2, 2), 1f, -2f, 3f, 0f));
    assertEquals(List.of(NDArray.scalar((0.5f * 6 + 0.25f * 14) / 2)), check.losses());
  }

  @Test
  void mergesStretchAndPromote() {
    NDArray a = NDArray.of(Shape.of(2, 2), 1f, 2f, 3f, 4f);
    NDArray b = NDArray.of(Shape.of(2, 2), 4, 3, 2, 1);
    assertEquals(NDArray.of(Shape.of(2, 2), 5f, 5f, 5f, 5f), output(Add.of(), a, b));
    assertEquals(NDArray.of(Shape.of(2, 2), -3f, -1f, 1f, 3f), output(Subtract.of(), a, b));
    assertEquals(NDArray.of(Shape.of(2, 2), 4f, 6f, 6f, 4f), output(Multiply.of(), a, b));
    assertEquals(NDArray.of(Shape.of(2, 2), 4f, 3f, 3f, 4f), output(Maximum.of(), a, b));
    assertEquals(NDArray.of(Shape.of(2, 2), 1f, 2f, 2f, 1f), output(Minimum.of(), a, b));
    assertEquals(NDArray.of(Shape.of(2, 2), 2f, 7 / 3f, 8 / 3f, 3f), output(Average.of(), a, a, b));
    NDArray deep = NDArray.of(Shape.of(2, 2, 2), 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f);
    assertEquals(NDArray.of(Shape.of(2, 2, 2), 2f, 3f, 2f, 3f, 4f, 5f, 4f, 5f), output(Add.of(), a, deep));
    NDArray joined = output(Concatenate.of(), a, b, NDArray.of(Shape.of(2, 1), true, false));
    assertEquals(NDArray.of(Shape.of(2, 5), 1f, 2f, 4f, 3f, 1f, 3f, 4f, 2f, 1f, 0f), joined);
  }

  @Test
  void operations() {
    NDArray x = NDArray.of(Shape.of(2, 2), NAN, INFINITY, -INFINITY, 3f);
    assertEquals(NDArray.of(Shape.of(2, 2), 0f, Float.MAX_VALUE, -Float.MAX_VALUE, 3f), output(NanToNum.of(), x));
    assertEquals(NDArray.of(Shape.of(2, 2), 9f, 8f, 7f, 3f), output(new NanToNum(9, 8.0, 7.0, null), x));
    assertEquals(NDArray.of(Shape.of(2, 2), true, false, false, false), output(IsNaN.of(), x));
    assertEquals(NDArray.of(Shape.of(2, 2), 1f, 0f, 0f, 0f), output(Cast.of(DType.FLOAT32), output(IsNaN.of(), x)));
    LayerCheck check = LayerCheck.run(new ReferenceBackend(), NanToNum.of(), false, List.of(x), Map.of(), ones(2, 2));
    assertEquals(NDArray.of(Shape.of(2, 2), 0f, 0f, 0f, 1f), check.inputGradients().getFirst());
  }

  @Test
  void reshapeTakesWhatIsLeft() {
    assertEquals(Shape.of(2, 3, 4), output(Reshape.of(-1, 4), ones(2, 12)).shape());
    assertEquals(Shape.of(2, 12), output(Flatten.of(), ones(2, 3, 4)).shape());
    assertEquals(ones(2, 12), output(Identity.of(), ones(2, 12)));
  }

  @Test
  void frozenBatchNormalizationPredicts() {
    NDArray x = NDArray.of(Shape.of(2, 1), 1f, 3f);
    LayerCheck frozen = run(BatchNormalization.of().withTrainable(false), true, x);
    assertEquals(output(BatchNormalization.of(), x), frozen.outputs().getFirst());
    assertEquals(NDArray.of(Shape.of(1), 0f), frozen.states().get("moving_mean"));
  }

  @Test
  void lookupsOfManyIntegersFindEach() {
    List<Long> vocabulary = LongStream.range(0, 1000).map(i -> (i * 7919) % 10_007 - 5000).boxed().toList();
    long[] asked = LongStream.rangeClosed(-5100, 5100).toArray();
    NDArray found = output(IntegerLookup.of(vocabulary), NDArray.of(Shape.of(asked.length, 1), asked));
    for (int i = 0; i < asked.length; i++) {
      assertEquals(vocabulary.indexOf(asked[i]) + 1, found.getLong(i), "index of " + asked[i]);
    }
  }

  /// Texts of every length class of the hash, as `tf.strings.to_hash_bucket_fast` and `…_strong` place them among a million.
  @Test
  void unknownTextHasThePlaceOfItsHash() {
    List<String> texts = IntStream.of(0, 1, 3, 4, 7, 8, 16, 17, 32, 33, 64, 65, 128, 129, 300)
        .mapToObj(length -> "Sungu learns from tables. ".repeat(20).substring(0, length)).toList();
    StringArray text = StringArray.of(Shape.of(texts.size()), texts);
    StringLookup lookup = StringLookup.of(List.of("known")).withNumOovIndices(1_000_000);
    assertEquals(NDArray.of(text.shape(), 397263L, 566432L, 40521L, 816514L, 751009L, 104465L, 446801L, 646520L,
        47356L, 338819L, 673035L, 131273L, 886044L, 849271L, 566809L), lookup.encode(text));
    assertEquals(NDArray.of(text.shape(), 450900L, 809820L, 360530L, 167427L, 753668L, 91528L, 319011L, 826712L,
        130756L, 591395L, 471608L, 622208L, 18744L, 165230L, 794548L),
        lookup.withSalt(List.of(133L, 137L)).encode(text));
  }

  @Test
  void lookupsThatCannotBeAreRefused() {
    assertRefused("StringLookup got a vocabulary that repeats [a]; expected each term once", () -> StringLookup.of(List.of("a", "b", "a")));
    assertRefused("StringLookup got an empty vocabulary", () -> StringLookup.of(List.of()));
    assertRefused("maxTokens = 1; expected at least 2", () -> StringLookup.of().withMaxTokens(1));
    assertRefused("padToMaxTokens without maxTokens", () -> StringLookup.of().withPadToMaxTokens(true));
    assertRefused("a vocabulary of 4 tokens; expected at most maxTokens = 3", () -> StringLookup.of(List.of("a", "b", "c")).withMaxTokens(3));
    assertRefused("among its terms", () -> StringLookup.of(List.of("a", "")).withMaskToken(""));
    assertRefused("invert with outputMode = COUNT", () -> IntegerLookup.of().withInvert(true).withOutputMode(OutputMode.COUNT));
    assertRefused("CategoryEncoding got numTokens = 0", () -> CategoryEncoding.of(0));
    assertRefused("Dropout got rate = 1.5; expected a share from 0 to 1", () -> Dropout.of(1.5));
    assertRefused("expected both in one shape", () -> Normalization.of().withMean(NDArray.scalar(1)));
  }

  private static void assertRefused(String part, Executable action) {
    Messages.assertSays(part, assertThrows(IllegalArgumentException.class, action));
  }

  @Test
  void shapeErrorsNameTheLayer() {
    assertLayerSays("layer 'd' (Dense): got input float32[4]; expected at least two axes", Dense.of(3, Activation.RELU).withName("d"));
    assertLayerSays("layer 'batch_normalization' (BatchNormalization): got input float32[4]; expected at least two axes", BatchNormalization.of());
    assertLayerSays("layer 'reshape' (Reshape): got input float32[4,5] with 5 values a sample", Reshape.of(3, 2), 5);
    assertLayerSays("layer 'concatenate' (Concatenate): got inputs with 2 axes; expected one of them to be axis 3", Concatenate.of().withAxis(3), 5);
    assertLayerSays("layer 'normalization' (Normalization): got input float32[4,5]; expected 3 values on axis 1",
        Normalization.of(new double[3], new double[3]), 5);
    assertLayerSays("layer 'integer_lookup' (IntegerLookup): has no vocabulary yet", IntegerLookup.of(), 5);
    assertLayerSays("layer 'p_re_lu' (PReLU): got input float32[4,5] and shared axis 2", PReLU.of().withSharedAxes(List.of(2)), 5);
    assertLayerSays("layer 'dropout' (Dropout): got input of shape [4,5] and noise shape (None, 3)",
        Dropout.of(0.5).withNoiseShape(PartialShape.of(PartialShape.UNKNOWN, 3)), 5);
    assertLayerSays("layer 'category_encoding' (CategoryEncoding): got input int64[4]", CategoryEncoding.of(3));
    assertLayerSays("layer 'subtract' (Subtract): got 1 inputs; expected two", Subtract.of(), 5);
  }

  private static void assertLayerSays(String message, Layer layer, int... sizes) {
    LayerOutput input = InputLayer.of(sizes);
    Network network = Network.sequential(input, layer);
    Trace trace = new Trace(new Weights(), true);
    Tensor fed = Input.of("x", DType.FLOAT32, Shape.of(4).append(sizes));
    ShapeException error = assertThrows(ShapeException.class, () -> network.apply(trace.scope(), List.of(fed)));
    Messages.assertSays(message, error);
  }

  @Test
  void sumsThatDoNotFitNameBothShapes() {
    assertRefused("got inputs [float32[2,3], float32[2,4]]; expected shapes that stretch to one another",
        () -> output(Add.of(), ones(2, 3), ones(2, 4)));
  }
}
