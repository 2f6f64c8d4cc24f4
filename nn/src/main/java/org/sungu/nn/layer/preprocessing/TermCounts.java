package org.sungu.nn.layer.preprocessing;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Terms of data in the order in which a lookup learns them: the frequent first, ties by the terms themselves backwards.
///
/// @param terms the vocabulary, without special tokens
/// @param idfWeights `ln(1 + samples / (1 + samples with the term))` for each
/// @param <T> what is looked up
record TermCounts<T>(List<T> terms, List<Double> idfWeights) {
  /// @param values row-major, `width` of them a sample
  static <T> TermCounts<T> of(IndexLookup<T> layer, List<T> values, int width, Comparator<T> order) {
    Map<T, Integer> counts = new HashMap<>();
    Map<T, Integer> samplesWith = new HashMap<>();
    for (int start = 0; start < values.size(); start += width) {
      List<T> sample = values.subList(start, start + width);
      sample.forEach(term -> counts.merge(term, 1, Integer::sum));
      new HashSet<>(sample).forEach(term -> samplesWith.merge(term, 1, Integer::sum));
    }
    counts.keySet().removeIf(term -> term.equals(layer.maskToken()) || term.equals(layer.oovToken()));
    Integer limit = layer.maxTokens();
    List<T> terms = counts.keySet().stream()
        .sorted(Comparator.<T, Integer>comparing(counts::get).thenComparing(order).reversed())
        .limit(limit == null ? Long.MAX_VALUE : Math.max(0, limit - layer.termStart()))
        .toList();
    double samples = (double) values.size() / width;
    List<Double> weights = terms.stream().map(term -> Math.log(1 + samples / (1 + samplesWith.getOrDefault(term, 0)))).toList();
    return new TermCounts<>(terms, weights);
  }
}
