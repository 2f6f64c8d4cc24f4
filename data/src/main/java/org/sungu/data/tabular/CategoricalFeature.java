package org.sungu.data.tabular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sungu.data.DataException;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

/// A text model input: strings `[n, 1]`, the empty string where the cell has no value.
///
/// The vocabulary has the order of Keras's `StringLookup.adapt`: falling count in the training rows, ties by falling token.
/// Tokens rarer than one in 200 training rows (or 5 rows; in tables below 200 rows, 2) are left out, so that the lookup's
/// out-of-vocabulary slot is trained by them. "No value" is a token like any other: the empty string.
///
/// @param column the column that is read
/// @param input the model input
/// @param vocabulary the tokens that are learnt on their own
/// @param rare the other tokens of the training table (validation and test rows included), sorted; known, but not told apart
/// @param ignoresCase whether tokens count as equal in upper and lower case, as words for no and yes do
public record CategoricalFeature(
    String column, String input, List<String> vocabulary, List<String> rare, boolean ignoresCase) implements Feature {
  private static final int SHOWN = 12;

  public CategoricalFeature {
    vocabulary = List.copyOf(vocabulary);
    rare = List.copyOf(rare);
  }

  /// Fits a feature to the training rows of a table.
  static CategoricalFeature fit(Column column, String input, boolean ignoresCase, int[] trainRows) {
    String[] tokens = tokens(column, ignoresCase);
    Dictionary dictionary = column.dictionary();
    Map<String, Integer> counts = new HashMap<>();
    int[] trainCounts = new int[dictionary.size()];
    for (int row : trainRows) {
      trainCounts[dictionary.codeAt(row)]++;
    }
    for (int code = 0; code < tokens.length; code++) {
      counts.merge(tokens[code], trainCounts[code], Integer::sum);
    }
    int minimum = ColumnTypes.minimumCount(trainRows.length);
    List<String> vocabulary =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() >= minimum)
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed()
                .thenComparing(Map.Entry::getKey, CategoricalFeature::compareCodePoints))
            .map(Map.Entry::getKey)
            .toList();
    Set<String> rare = new TreeSet<>(List.of(tokens));
    rare.removeAll(new HashSet<>(vocabulary));
    return new CategoricalFeature(column.name(), input, vocabulary, new ArrayList<>(rare), ignoresCase);
  }

  @Override
  public StringArray read(Table table, Column source, int[] rows, UnseenCategories unseen) {
    Map<String, String> known = new HashMap<>();
    Stream.concat(vocabulary.stream(), rare.stream()).forEach(token -> known.put(key(token), token));
    Dictionary dictionary = source.dictionary();
    @Nullable String[] tokenOfCode = new @Nullable String[dictionary.size()];
    for (int code = 0; code < tokenOfCode.length; code++) {
      tokenOfCode[code] = known.get(key(token(source, dictionary, code)));
    }
    String[] tokens = new String[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int code = dictionary.codeAt(rows[i]);
      String token = tokenOfCode[code];
      if (token == null) {
        token = token(source, dictionary, code);
        if (unseen == UnseenCategories.REJECT) {
          throw unseen(table, source, rows[i], token);
        }
      }
      tokens[i] = token;
    }
    return StringArray.column(tokens);
  }

  private DataException unseen(Table table, Column source, int row, String text) {
    List<String> known = Stream.concat(vocabulary.stream(), rare.stream()).filter(token -> !token.isEmpty()).toList();
    String list = known.stream().limit(SHOWN).collect(Collectors.joining(", "));
    String place = table.place(row) + ", column '" + source.name() + "'";
    return new DataException(
        place
            + (text.isEmpty()
                ? " has no value, and neither had any row in training"
                : ": " + source.quoted(row) + " did not occur in training" + NearestName.hint(text, known))
            + "; expected one of "
            + list
            + (known.size() > SHOWN ? ", … (" + known.size() + " in all)" : "")
            + ": correct the cell, or allow unseen categories (--allow-unseen) to have it treated like a rare one");
  }

  private String key(String token) {
    return ignoresCase ? token.toLowerCase(Locale.ROOT) : token;
  }

  private static String[] tokens(Column column, boolean ignoresCase) {
    Dictionary dictionary = column.dictionary();
    Map<String, String> spelling = new HashMap<>();
    String[] tokens = new String[dictionary.size()];
    for (int code = 0; code < tokens.length; code++) {
      String token = token(column, dictionary, code);
      // The first spelling that comes along stands for all of them.
      tokens[code] = ignoresCase ? spelling.computeIfAbsent(token.toLowerCase(Locale.ROOT), _ -> token) : token;
    }
    return tokens;
  }

  private static String token(Column column, Dictionary dictionary, int code) {
    return column.isMissing(dictionary.firstRow(code)) ? "" : dictionary.text(code);
  }

  // Keras compares UTF-8 bytes, which is the order of code points; String.compareTo compares UTF-16 units.
  private static int compareCodePoints(String a, String b) {
    return Arrays.compare(b.codePoints().toArray(), a.codePoints().toArray());
  }
}
