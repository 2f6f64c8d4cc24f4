package org.sungu.data.tabular;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order in which the dates of a column are written. A time of day (`T` or a blank between, seconds and zone optional)
/// may follow; the zone is not looked at.
public enum DatePattern {
  /// `2024-03-31`, `2024/3/31`, `2024.03.31`.
  YEAR_MONTH_DAY("(?<y>\\d{4})([-/.])(?<m>\\d{1,2})\\2(?<d>\\d{1,2})"),
  /// `3/31/2024`, `3/31/24`.
  MONTH_DAY_YEAR("(?<m>\\d{1,2})([-/])(?<d>\\d{1,2})\\2(?<y>\\d{4}|\\d{2})"),
  /// `31.3.2024`, `31/03/24`; dates with points are always read so.
  DAY_MONTH_YEAR("(?<d>\\d{1,2})([-/.])(?<m>\\d{1,2})\\2(?<y>\\d{4}|\\d{2})"),
  /// `2024-03`, `2024/03`.
  YEAR_MONTH("(?<y>\\d{4})([-/])(?<m>\\d{1,2})(?<d>)");

  private static final String TIME =
      "([T ]\\s*(?<hour>\\d{1,2}):(?<minute>\\d{2})(:(?<second>\\d{2})([.,]\\d+)?)?\\s*(?<half>[aApP][mM])?(Z|[-+]\\d{2}:?\\d{2})?)?";

  private final Pattern regex;

  DatePattern(String date) {
    this.regex = Pattern.compile(date + TIME);
  }

  /// The moment that a text stands for, or nothing if it is not a date of this pattern.
  public Optional<LocalDateTime> parse(String text) {
    Matcher match = regex.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    String day = match.group("d");
    try {
      LocalDate date =
          LocalDate.of(year(match.group("y")), Integer.parseInt(match.group("m")), day.isEmpty() ? 1 : Integer.parseInt(day));
      return Optional.of(date.atTime(time(match)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  // Two digits are years 1969 to 2068, as POSIX reads them.
  private static int year(String text) {
    int year = Integer.parseInt(text);
    if (text.length() == 4) {
      return year;
    }
    return year < 69 ? 2000 + year : 1900 + year;
  }

  private static LocalTime time(Matcher match) {
    if (match.group("hour") == null) {
      return LocalTime.MIDNIGHT;
    }
    int hour = Integer.parseInt(match.group("hour"));
    if (match.group("half") != null) {
      hour = hour % 12 + (match.group("half").equalsIgnoreCase("pm") ? 12 : 0);
    }
    String second = match.group("second");
    return LocalTime.of(hour, Integer.parseInt(match.group("minute")), second == null ? 0 : Math.min(59, Integer.parseInt(second)));
  }

  /// A pattern that a text fits, if it is a date at all. Where day and month cannot be told apart (`3/4/2024`), month
  /// first goes before day first.
  static Optional<DatePattern> ofText(String text) {
    // Most cells are no dates: a cheap look first.
    if (text.length() < 6 || text.length() > 40 || text.charAt(0) < '0' || text.charAt(0) > '9') {
      return Optional.empty();
    }
    for (DatePattern pattern : values()) {
      if (pattern.parse(text).isPresent()) {
        return Optional.of(pattern);
      }
    }
    return Optional.empty();
  }

  /// The pattern that all values of a column fit, if there is one.
  static Optional<DatePattern> ofColumn(Column column) {
    for (DatePattern pattern : values()) {
      if (fitsAll(pattern, column)) {
        return Optional.of(pattern);
      }
    }
    return Optional.empty();
  }

  private static boolean fitsAll(DatePattern pattern, Column column) {
    boolean any = false;
    for (int row = 0; row < column.rowCount(); row++) {
      if (!column.isMissing(row)) {
        if (pattern.parse(column.text(row)).isEmpty()) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }
}
