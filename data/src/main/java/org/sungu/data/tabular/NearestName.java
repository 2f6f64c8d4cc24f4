package org.sungu.data.tabular;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody meant who mistyped a name.
public final class NearestName {
  private NearestName() {}

  /// The name with the fewest changed letters (upper and lower case count as equal), if it is near enough to be meant: a
  /// third of the letters at most.
  public static Optional<String> of(String typed, Collection<String> names) {
    String wanted = typed.toLowerCase(Locale.ROOT).strip();
    String nearest = null;
    int fewest = Math.max(1, wanted.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(wanted, name.toLowerCase(Locale.ROOT));
      if (distance < fewest) {
        fewest = distance;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /// `; did you mean 'name'?`, or nothing.
  static String hint(String typed, Collection<String> names) {
    return of(typed, names).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  // Levenshtein's edit distance, one row of its table at a time.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
