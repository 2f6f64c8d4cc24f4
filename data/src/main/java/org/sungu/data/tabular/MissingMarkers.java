package org.sungu.data.tabular;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// The cell texts that mean "no value": an empty cell and the customary markers.
public final class MissingMarkers {
  private static final Set<String> MARKERS =
      Set.of("NA", "N/A", "n/a", "na", "#N/A", "NaN", "nan", "NAN", "null", "NULL", "Null", "None", "none", "NONE", "?", "-");

  /// Markers that are ordinary class names when a target holds them, such as "None" among kinds of sleep disorder.
  private static final Set<String> CLASS_NAMES = Set.of("None", "none", "NONE", "-", "na");

  private static final int LONGEST = 4;

  private MissingMarkers() {}

  /// All the markers besides the empty cell.
  public static Set<String> all() {
    return MARKERS;
  }

  /// Whether a feature's cell with this text has no value.
  public static boolean contains(String text) {
    return text.isEmpty() || (text.length() <= LONGEST && MARKERS.contains(text));
  }

  /// Whether a class target's cell with this text has no value.
  static boolean containsAsClass(String text) {
    return contains(text) && !CLASS_NAMES.contains(text);
  }

  static boolean contains(byte[] text, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return true;
    }
    if (length > LONGEST) {
      return false;
    }
    return switch (text[start]) {
      case '?', '-', '#', 'N', 'n' -> MARKERS.contains(new String(text, start, length, StandardCharsets.UTF_8));
      default -> false;
    };
  }
}
