package org.sungu.nn.layer.preprocessing;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.PartialShape;
import org.sungu.nn.Scope;
import org.sungu.nn.TextLayer;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.StringArray;

/// Text as the indices of its terms in a vocabulary, or as vectors made of them. Source: [keras.io](https://keras.io/api/layers/preprocessing_layers/categorical/string_lookup/).
///
/// Text is looked up on the host ([#encode]); vectors are made in the program. Output is int64, float32 for [OutputMode#TF_IDF].
/// An inverted layer turns indices to text, which no program can: call [#decode].
///
/// @param numOovIndices how many places unknown terms share: with 0 they are refused, with more than 1 their hash tells which,
/// the one that TensorFlow computes
/// @param salt two numbers that key the hash, or null
/// @param encoding how Keras decodes text, kept for files; text here is Unicode
@RecordBuilder
public record StringLookup(
    @Nullable Integer maxTokens,
    int numOovIndices,
    @Nullable String maskToken,
    @Nullable String oovToken,
    @Nullable List<String> vocabulary,
    @Nullable List<Double> idfWeights,
    boolean invert,
    OutputMode outputMode,
    boolean padToMaxTokens,
    String encoding,
    @Nullable List<Long> salt,
    @Nullable String name,
    boolean trainable,
    DTypePolicy dtype)
    implements TextLayer, IndexLookup<String>, StringLookupBuilder.With {
  // Spelt out, because a compact constructor cannot ask the record for its components.
  public StringLookup(
      @Nullable Integer maxTokens,
      int numOovIndices,
      @Nullable String maskToken,
      @Nullable String oovToken,
      @Nullable List<String> vocabulary,
      @Nullable List<Double> idfWeights,
      boolean invert,
      OutputMode outputMode,
      boolean padToMaxTokens,
      String encoding,
      @Nullable List<Long> salt,
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
    this.encoding = encoding;
    this.salt = salt == null ? null : List.copyOf(salt);
    this.name = name;
    this.trainable = trainable;
    this.dtype = dtype;
    if (salt != null && salt.size() != 2) {
      throw new IllegalArgumentException("StringLookup got salt = " + salt + "; expected two numbers");
    }
    check();
  }

  /// Keras's defaults, to be [#adaptedTo] data.
  public static StringLookup of() {
    return new StringLookup(null, 1, null, "[UNK]", null, null, false, OutputMode.INT, false, "utf-8", null, null, true, DTypePolicy.FLOAT32);
  }

  public static StringLookup of(List<String> vocabulary) {
    return of().withVocabulary(vocabulary);
  }

  /// This layer with the terms of data as its vocabulary.
  public StringLookup adaptedTo(StringArray data) {
    int width = data.shape().rank() < 2 ? 1 : Math.toIntExact(data.shape().range(1, data.shape().rank()).elementCount());
    TermCounts<String> counts = TermCounts.of(this, data.toList(), width, Utf8.ORDER);
    return outputMode == OutputMode.TF_IDF
        ? withVocabulary(counts.terms()).withIdfWeights(counts.idfWeights())
        : withVocabulary(counts.terms());
  }

  @Override
  public NDArray encode(StringArray text) {
    List<String> terms = requiredVocabulary();
    int specials = givenSpecialTokens();
    long[] places = new long[Math.toIntExact(text.shape().elementCount())];
    for (int i = 0; i < places.length; i++) {
      String term = text.get(i);
      int index = terms.indexOf(term);
      if (term.equals(maskToken)) {
        places[i] = maskPlace();
      } else {
        places[i] = index >= specials ? termStart() + index - specials : unknownPlace(term);
      }
    }
    return NDArray.of(text.shape(), places);
  }

  private int unknownPlace(String term) {
    if (numOovIndices == 0) {
      throw new IllegalArgumentException("StringLookup got '" + term + "', which is not among its " + requiredVocabulary().size()
          + " terms; expected one of them, or numOovIndices = 1 to let unknown terms pass");
    }
    return unknownStart() + (numOovIndices == 1 ? 0 : (int) Long.remainderUnsigned(hash(term), numOovIndices));
  }

  private long hash(String term) {
    byte[] bytes = term.getBytes(StandardCharsets.UTF_8);
    return salt == null ? FarmHash.of(bytes) : SipHash.of(bytes, salt.get(0), salt.get(1));
  }

  /// The terms that indices stand for: the way back.
  public StringArray decode(NDArray indices) {
    List<String> own = requiredVocabulary().subList(givenSpecialTokens(), requiredVocabulary().size());
    List<String> terms = new ArrayList<>();
    for (long index : indices.toLongs()) {
      String special = maskToken != null && index == maskPlace() ? maskToken : String.valueOf(oovToken);
      long term = index - termStart();
      terms.add(term >= 0 && term < own.size() ? own.get((int) term) : special);
    }
    return StringArray.of(indices.shape(), terms);
  }

  @Override
  public PartialShape encodedShape(PartialShape text) {
    return text;
  }

  @Override
  public Tensor apply(Scope scope, Tensor places) {
    if (invert) {
      throw new ShapeException("is inverted, and gives text; expected a layer that gives numbers, call decode outside of the network");
    }
    return output(places);
  }
}
