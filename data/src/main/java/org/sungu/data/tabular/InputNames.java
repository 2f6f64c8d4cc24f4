package org.sungu.data.tabular;

import java.util.HashSet;
import java.util.Set;

/// Gives model inputs names that Keras accepts on every backend: letters, digits, `_`, `.` and `-`, a letter or digit first
/// (TensorFlow's rule for scope names). Other characters become `_`; a number tells apart what would become equal.
final class InputNames {
  private final Set<String> taken = new HashSet<>();

  String of(String column) {
    String name = column.replaceAll("[^A-Za-z0-9_.-]+", "_");
    if (name.isEmpty() || !Character.isLetterOrDigit(name.charAt(0))) {
      name = "x" + name;
    }
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }
}
