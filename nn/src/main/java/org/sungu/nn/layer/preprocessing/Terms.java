package org.sungu.nn.layer.preprocessing;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A vocabulary as a list that finds a term's index without a search.
final class Terms<T> extends AbstractList<T> {
  private final List<T> terms;
  private final Map<T, Integer> indices;

  private Terms(List<T> terms) {
    this.terms = List.copyOf(terms);
    this.indices = HashMap.newHashMap(terms.size());
    for (int i = 0; i < this.terms.size(); i++) {
      indices.putIfAbsent(this.terms.get(i), i);
    }
  }

  static <T> List<T> of(List<T> terms) {
    return terms instanceof Terms<T> ? terms : new Terms<>(terms);
  }

  @Override
  public T get(int index) {
    return terms.get(index);
  }

  @Override
  public int size() {
    return terms.size();
  }

  @Override
  @SuppressWarnings("SuspiciousMethodCalls") // List's contract: any object may be asked for
  public int indexOf(@Nullable Object term) {
    return indices.getOrDefault(term, -1);
  }

  @Override
  public boolean contains(@Nullable Object term) {
    return indexOf(term) >= 0;
  }
}
