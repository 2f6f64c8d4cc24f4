package org.sungu.graph.program;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Op;

/// The primitives by their printed names, found by walking the sealed hierarchy: a closed set, so text can name nothing else.
final class Primitives {
  private static final Map<String, Class<? extends Op>> BY_NAME = new TreeMap<>();

  static {
    collect(Op.class);
  }

  private Primitives() {}

  private static void collect(Class<?> type) {
    if (type.isRecord()) {
      BY_NAME.put(Op.name(type), type.asSubclass(Op.class));
    } else if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted);
      }
    }
  }

  /// The record class of that name, null if there is none.
  static @Nullable Class<? extends Op> named(String name) {
    return BY_NAME.get(name);
  }

  static String names() {
    return String.join(", ", BY_NAME.keySet());
  }
}
