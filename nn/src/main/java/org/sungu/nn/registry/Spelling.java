package org.sungu.nn.registry;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// What the user may have meant by a name that is not known.
public final class Spelling {
  private Spelling() {}

  /// The end of an error message: `did you mean …?` with the known names that look like the given one, or else all of them.
  public static String suggestion(String name, Collection<String> known) {
    List<String> near = known.stream().filter(candidate -> isNear(bare(name), bare(candidate))).toList();
    return near.isEmpty() ? "expected one of " + String.join(", ", known) : "did you mean " + String.join(" or ", near) + "?";
  }

  private static String bare(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static boolean isNear(String name, String known) {
    boolean within = name.length() > 2 && known.length() > 2 && (known.contains(name) || name.contains(known));
    return within || distance(name, known) <= known.length() / 4;
  }

  /// Levenshtein's edit distance.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        row[j] = Math.min(diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1), Math.min(row[j - 1], above) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
