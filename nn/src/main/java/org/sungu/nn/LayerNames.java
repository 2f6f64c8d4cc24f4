package org.sungu.nn;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Gives unnamed layers the names that Keras gives them: the class name in snake case, numbered from the second on.
public final class LayerNames {
  private final Set<String> taken = new HashSet<>();

  LayerNames() {}

  /// Notes that a name was given by the user.
  void reserve(String name) {
    taken.add(name);
  }

  /// A free name for a class, such as `dense_1`.
  String next(String className) {
    String base = snakeCase(className);
    String name = base;
    for (int i = 1; !taken.add(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }

  /// As Keras does it: `BatchNormalization` becomes `batch_normalization`, `Conv2D` `conv2d`, `LSTM` `lstm`.
  public static String snakeCase(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
