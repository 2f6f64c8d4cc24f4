package org.sungu.data.tabular;

import java.util.List;
import java.util.stream.Collectors;

/// What a column of a table means, found out by looking at all its cells ([ColumnTypes]).
public sealed interface ColumnType {
  /// Numbers.
  ///
  /// @param otherMissing texts besides the [MissingMarkers] that stand where a number is unknown, such as `unknown`
  record Numeric(NumberFormat format, List<String> otherMissing) implements ColumnType {
    public Numeric {
      otherMissing = List.copyOf(otherMissing);
    }
  }

  /// Two words for no and yes, in any case of letters: false/true, no/yes, f/t, n/y, off/on. Columns of 0 and 1 are numeric.
  record Truth() implements ColumnType {}

  /// Text that repeats.
  ///
  /// @param distinct how many different texts there are
  record Categorical(int distinct) implements ColumnType {}

  /// Dates, with or without a time of day.
  record Date(DatePattern pattern) implements ColumnType {}

  /// Nothing to learn from.
  ///
  /// @param reason why, for a person
  record Dropped(String reason) implements ColumnType {}

  /// The type in a few words, for a person.
  default String describe() {
    return switch (this) {
      case Numeric numeric ->
          numeric.otherMissing.isEmpty()
              ? "numeric"
              : numeric.otherMissing.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", ", "numeric, ", " read as missing"));
      case Truth _ -> "boolean";
      case Categorical categorical -> "categorical, " + categorical.distinct + " values";
      case Date _ -> "date";
      case Dropped dropped -> "not used: " + dropped.reason;
    };
  }
}
