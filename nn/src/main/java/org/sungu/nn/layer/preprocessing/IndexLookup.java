package org.sungu.nn.layer.preprocessing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Constant;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.nn.UnaryLayer;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// What lookups of text and of integers have in common: a vocabulary whose terms stand for indices.
///
/// The output's places are `[mask], [unknown…], terms…`; a mask has a place only in [OutputMode#INT], elsewhere it leaves no trace.
/// The vocabulary may begin with the mask and the unknown tokens in just that order, or leave them out.
///
/// @param <T> what is looked up
public sealed interface IndexLookup<T> extends UnaryLayer permits StringLookup, IntegerLookup {
  /// The largest size of the vocabulary, special tokens included, or null for no limit.
  @Nullable Integer maxTokens();

  /// How many places terms share that are not in the vocabulary.
  int numOovIndices();

  /// What stands for a missing term, or null.
  @Nullable T maskToken();

  /// What stands for an unknown term in a vocabulary, and in the result of an inverted lookup.
  @Nullable T oovToken();

  /// The terms in the order of their indices, or null before they are known.
  @Nullable List<T> vocabulary();

  /// For [OutputMode#TF_IDF]: the weight of each term of the vocabulary.
  @Nullable List<Double> idfWeights();

  /// Whether indices become terms instead of terms indices.
  boolean invert();

  OutputMode outputMode();

  /// Whether vectors have `maxTokens` places even if the vocabulary is smaller.
  boolean padToMaxTokens();

  /// The vocabulary's size with mask and unknown tokens.
  default int vocabularySize() {
    return termStart() + requiredVocabulary().size() - givenSpecialTokens();
  }

  /// The weight of every place, as Keras keeps it: terms without one take the mean, padding takes 0.
  default NDArray allIdfWeights() {
    List<Double> weights = idfWeights();
    if (weights == null || weights.size() != requiredVocabulary().size()) {
      throw new ShapeException("has " + (weights == null ? "no" : weights.size()) + " idfWeights for " + requiredVocabulary().size()
          + " terms; expected one for each");
    }
    double mean = weights.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    NDArray all = NDArray.zeros(DType.FLOAT32, Shape.of(depth()));
    int start = termStart() - givenSpecialTokens();
    for (int i = 0; i < start + weights.size(); i++) {
      all.setDouble(i, i < start ? mean : weights.get(i - start));
    }
    return all;
  }

  @Override
  default boolean isPreprocessing() {
    return true;
  }

  /// The length of the vectors.
  private int depth() {
    Integer limit = maxTokens();
    return padToMaxTokens() && limit != null ? limit : vocabularySize();
  }

  /// The first place of unknown terms.
  default int unknownStart() {
    return maskToken() != null && outputMode() == OutputMode.INT ? 1 : 0;
  }

  /// The first place of the vocabulary's own terms.
  default int termStart() {
    return unknownStart() + numOovIndices();
  }

  /// The place of a masked term; outside of every vector where masks leave no trace.
  default int maskPlace() {
    return unknownStart() - 1;
  }

  /// How many tokens at the head of the vocabulary are special ones.
  default int givenSpecialTokens() {
    return givenSpecialTokens(requiredVocabulary());
  }

  private int givenSpecialTokens(List<T> terms) {
    int specials = termStart();
    boolean given = terms.size() >= specials;
    for (int i = 0; given && i < specials; i++) {
      given = terms.get(i).equals(i < unknownStart() ? maskToken() : oovToken());
    }
    return given ? specials : 0;
  }

  /// @throws ShapeException where there is none yet
  default List<T> requiredVocabulary() {
    List<T> terms = vocabulary();
    if (terms == null) {
      throw new ShapeException("has no vocabulary yet; expected one, or a call of adaptedTo with data");
    }
    return terms;
  }

  /// The graph from places to the layer's output: int64, or float32 where weighted.
  default Tensor output(Tensor places) {
    if (outputMode() == OutputMode.TF_IDF) {
      return outputMode().encode(places, depth(), DType.FLOAT32).times(Constant.of(allIdfWeights()));
    }
    return outputMode().encode(places, outputMode() == OutputMode.INT ? 0 : depth(), DType.INT64);
  }

  /// Refuses what Keras refuses.
  ///
  /// @throws IllegalArgumentException naming the setting
  default void check() {
    List<T> terms = vocabulary();
    Integer limit = maxTokens();
    require(limit == null || limit > 1, "maxTokens = " + limit, "at least 2, or none");
    require(limit != null || !padToMaxTokens(), "padToMaxTokens without maxTokens", "maxTokens too");
    require(numOovIndices() >= 0, "numOovIndices = " + numOovIndices(), "at least 0");
    require(!invert() || outputMode() == OutputMode.INT, "invert with outputMode = " + outputMode(), "outputMode INT");
    require(idfWeights() == null || outputMode() == OutputMode.TF_IDF, "idfWeights with outputMode = " + outputMode(), "outputMode TF_IDF");
    if (terms != null) {
      List<T> own = terms.subList(givenSpecialTokens(terms), terms.size());
      Set<T> seen = new HashSet<>();
      List<T> repeated = own.stream().filter(term -> !seen.add(term)).toList();
      require(!terms.isEmpty(), "an empty vocabulary", "at least one term");
      require(repeated.isEmpty(), "a vocabulary that repeats " + repeated, "each term once");
      require(!seen.contains(maskToken()), "a vocabulary with the mask token '" + maskToken() + "' among its terms",
          "it at the head, with the unknown tokens behind it, or not at all");
      require(!invert() || !seen.contains(oovToken()), "a vocabulary with the unknown token '" + oovToken() + "' among its terms",
          "it at the head, or not at all");
      require(limit == null || termStart() + own.size() <= limit, "a vocabulary of " + (termStart() + own.size()) + " tokens",
          "at most maxTokens = " + limit);
    }
  }

  private void require(boolean holds, String got, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(className() + " got " + got + "; expected " + expected);
    }
  }
}
