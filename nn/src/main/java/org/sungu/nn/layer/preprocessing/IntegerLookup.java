package org.sungu.nn.layer.preprocessing;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.And;
import org.sungu.graph.Constant;
import org.sungu.graph.Equal;
import org.sungu.graph.Gather;
import org.sungu.graph.Less;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Maximum;
import org.sungu.graph.Remainder;
import org.sungu.graph.Select;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.SearchSorted;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Scope;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Integers as their indices in a vocabulary, or as vectors made of them; inverted, the way back. Source: [keras.io](https://keras.io/api/layers/preprocessing_layers/categorical/integer_lookup/).
///
/// Output is int64, float32 for [OutputMode#TF_IDF].
///
/// @param numOovIndices how many places unknown integers share: place `x mod numOovIndices`. With 0, an unknown integer has index -1
/// and leaves no trace in vectors; Keras refuses it
/// @param oovMethod only [OovMethod#FLOORMOD] is known
@RecordBuilder
public record IntegerLookup(
    @Nullable Integer maxTokens,
    int numOovIndices,
    @Nullable Long maskToken,
    @Nullable Long oovToken,
    @Nullable List<Long> vocabulary,
    @Nullable List<Double> idfWeights,
    boolean invert,
    OutputMode outputMode,
    boolean padToMaxTokens,
    OovMethod oovMethod,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements IndexLookup<Long>, IntegerLookupBuilder.With {
  /// Which of several places an unknown integer has.
  public enum OovMethod {
    /// Its remainder.
    FLOORMOD,
    /// The hash of its digits.
    FARMHASH
  }

  // Spelt out, because a compact constructor cannot ask the record for its components.
  public IntegerLookup(
      @Nullable Integer maxTokens,
      int numOovIndices,
      @Nullable Long maskToken,
      @Nullable Long oovToken,
      @Nullable List<Long> vocabulary,
      @Nullable List<Double> idfWeights,
      boolean invert,
      OutputMode outputMode,
      boolean padToMaxTokens,
      OovMethod oovMethod,
      @Nullable String name,
      boolean trainable,
      DTypePolicy dtype) {
    this.maxTokens = maxTokens;
    this.numOovIndices = numOovIndices;
    this.maskToken = maskToken;
    this.oovToken = oovToken;
    this.vocabulary = vocabulary == null ? null : Terms.of(vocabulary);
    this.idfWeights = idfWeights == null ? null : List.copyOf(idfWeights);
    this.invert = invert;
    this.outputMode = outputMode;
    this.padToMaxTokens = padToMaxTokens;
    this.oovMethod = oovMethod;
    this.name = name;
    this.trainable = trainable;
    this.dtype = dtype;
    if (oovMethod == OovMethod.FARMHASH && numOovIndices > 1) {
      throw new IllegalArgumentException("IntegerLookup got oovMethod = FARMHASH; expected FLOORMOD, programs have no hash");
    }
    check();
  }

  /// Keras's defaults, to be [#adaptedTo] data.
  public static IntegerLookup of() {
    return new IntegerLookup(null, 1, null, -1L, null, null, false, OutputMode.INT, false, OovMethod.FLOORMOD, null, true, DTypePolicy.FLOAT32);
  }

  public static IntegerLookup of(List<Long> vocabulary) {
    return of().withVocabulary(vocabulary);
  }

  /// This layer with the integers of data as its vocabulary.
  public IntegerLookup adaptedTo(NDArray data) {
    int width = data.shape().rank() < 2 ? 1 : Math.toIntExact(data.shape().range(1, data.shape().rank()).elementCount());
    List<Long> values = Arrays.stream(data.toLongs()).boxed().toList();
    TermCounts<Long> counts = TermCounts.of(this, values, width, Comparator.naturalOrder());
    return outputMode == OutputMode.TF_IDF
        ? withVocabulary(counts.terms()).withIdfWeights(counts.idfWeights())
        : withVocabulary(counts.terms());
  }

  @Override
  public Tensor apply(Scope scope, Tensor input) {
    Tensor x = input.cast(DType.INT64);
    List<Long> own = requiredVocabulary().subList(givenSpecialTokens(), requiredVocabulary().size());
    return invert ? terms(x, own) : output(places(x, own));
  }

  private Tensor places(Tensor x, List<Long> own) {
    int[] order = IntStream.range(0, own.size()).boxed().sorted(Comparator.comparing(own::get)).mapToInt(Integer::intValue).toArray();
    Tensor ascending = constant(Arrays.stream(order).mapToLong(own::get).toArray());
    Tensor places = constant(Arrays.stream(order).mapToLong(i -> termStart() + i).toArray());
    Tensor nearest = Maximum.of(SearchSorted.of(ascending, x).minus(1), 0);
    Tensor known = Equal.of(Gather.of(ascending, nearest, 0), x);
    Tensor found = Select.of(known, Gather.of(places, nearest, 0), unknownPlaces(x));
    return maskToken == null ? found : Select.of(Equal.of(x, scalar(maskToken)), scalar(maskPlace()), found);
  }

  private Tensor unknownPlaces(Tensor x) {
    return switch (numOovIndices) {
      case 0 -> scalar(-1);
      case 1 -> scalar(unknownStart());
      default -> Remainder.of(x, scalar(numOovIndices)).plus(scalar(unknownStart()));
    };
  }

  private Tensor terms(Tensor x, List<Long> own) {
    Tensor index = x.minus(scalar(termStart()));
    Tensor inside = And.of(LessOrEqual.of(scalar(0), index), Less.of(index, scalar(own.size())));
    Tensor unknown = scalar(oovToken == null ? -1 : oovToken);
    Tensor special = maskToken == null ? unknown : Select.of(Equal.of(x, scalar(maskPlace())), scalar(maskToken), unknown);
    return Select.of(inside, Gather.of(constant(own.stream().mapToLong(Long::longValue).toArray()), index, 0), special);
  }

  private static Tensor constant(long... values) {
    return Constant.of(NDArray.of(Shape.of(values.length), values));
  }

  // Not Constant.scalar, whose double would round large integers.
  private static Tensor scalar(long value) {
    return Constant.of(NDArray.of(Shape.SCALAR, value));
  }
}
