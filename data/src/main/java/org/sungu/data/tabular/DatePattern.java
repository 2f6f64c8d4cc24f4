package org.sungu.data.tabular;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// The order in which the dates of a column are written.
///
/// Day, month and year stand between two equal separators, one of `-`, `/` and `.`; years have four digits, or two (1969 to 2068,
/// as POSIX reads them) where they come last. A time of day may follow after `T` or blanks: `17:30`, `17:30:15.25`, `5:30 pm`,
/// with or without a zone (`Z`, `+01:00`), which is not looked at.
public enum DatePattern {
  /// `2024-03-31`, `2024/3/31`, `2024.03.31`.
  YEAR_MONTH_DAY,
  /// `3/31/2024`, `3-31-24`; not with points, which put the day first.
  MONTH_DAY_YEAR,
  /// `31.3.2024`, `31/03/24`.
  DAY_MONTH_YEAR,
  /// `2024-03`, `2024/03`: the first of the month.
  YEAR_MONTH;

  /// What [#epochSecond] returns for a text that is no date of this pattern.
  static final long NO_DATE = Long.MIN_VALUE;

  private static final int SECONDS_OF_DAY = 86_400;

  /// Seconds from 1970-01-01T00:00 to the moment in UTF-8 text, as if it were UTC, or [#NO_DATE].
  long epochSecond(byte[] text, int start, int end) {
    var scan = new Scan(text, start, end);
    int first = scan.number(this == YEAR_MONTH_DAY || this == YEAR_MONTH ? 4 : 1);
    int separator = scan.next();
    int second = scan.number(1);
    if (first < 0 || second < 0 || !(separator == '-' || separator == '/' || separator == '.')) {
      return NO_DATE;
    }
    int third = 1;
    if (this == YEAR_MONTH) {
      if (separator == '.') {
        return NO_DATE;
      }
    } else {
      if (scan.next() != separator) {
        return NO_DATE;
      }
      int from = scan.at;
      third = scan.number(1);
      int digits = scan.at - from;
      if (this != YEAR_MONTH_DAY) {
        third = digits == 4 ? third : digits == 2 ? third + (third < 69 ? 2000 : 1900) : -1;
      }
      if (third < 0 || (this == MONTH_DAY_YEAR && separator == '.')) {
        return NO_DATE;
      }
    }
    long secondOfDay = scan.timeOfDay();
    if (secondOfDay < 0) {
      return NO_DATE;
    }
    try {
      LocalDate date =
          switch (this) {
            case YEAR_MONTH_DAY, YEAR_MONTH -> LocalDate.of(first, second, third);
            case MONTH_DAY_YEAR -> LocalDate.of(third, first, second);
            case DAY_MONTH_YEAR -> LocalDate.of(third, second, first);
          };
      return date.toEpochDay() * SECONDS_OF_DAY + secondOfDay;
    } catch (DateTimeException noSuchDay) {
      return NO_DATE;
    }
  }

  /// Whether a text is a date of any pattern.
  static boolean isDate(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (DatePattern pattern : values()) {
      if (pattern.epochSecond(bytes, 0, bytes.length) != NO_DATE) {
        return true;
      }
    }
    return false;
  }

  /// The pattern that all values of a column fit, if there is one. Where day and month cannot be told apart (all days are 12
  /// or less), month first goes before day first.
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
        if (pattern.epochSecond(column.bytes(), column.start(row), column.end(row)) == NO_DATE) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  /// A place in a cell's text.
  private static final class Scan {
    private final byte[] text;
    private final int end;
    private int at;

    Scan(byte[] text, int start, int end) {
      this.text = text;
      this.end = end;
      this.at = start;
    }

    /// The character here, stepping over it; -1 at the end.
    int next() {
      return at < end ? text[at++] : -1;
    }

    private boolean skip(char wanted) {
      boolean here = at < end && Character.toLowerCase(text[at]) == wanted;
      at += here ? 1 : 0;
      return here;
    }

    /// The number here, of `minimumDigits` to four digits; -1 if there is none.
    int number(int minimumDigits) {
      int from = at;
      int number = 0;
      while (at < end && at - from < 5 && text[at] >= '0' && text[at] <= '9') {
        number = number * 10 + text[at++] - '0';
      }
      int digits = at - from;
      return digits >= minimumDigits && digits <= 4 ? number : -1;
    }

    /// Seconds since midnight of the time in the rest of the text; 0 if there is no rest, -1 if it is no time.
    long timeOfDay() {
      if (at == end) {
        return 0;
      }
      if (!skip('t') && !skip(' ')) {
        return -1;
      }
      skipBlanks();
      int hour = number(1);
      int minute = skip(':') ? number(2) : -1;
      int second = skip(':') ? number(2) : 0;
      if (skip('.') || skip(',')) {
        skipDigits();
      }
      skipBlanks();
      if (skip('a') || skip('p')) {
        boolean afternoon = text[at - 1] == 'p' || text[at - 1] == 'P';
        hour = hour < 1 || hour > 12 || !skip('m') ? -1 : hour % 12 + (afternoon ? 12 : 0);
      }
      if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 || !skipZone()) {
        return -1;
      }
      return hour * 3600L + minute * 60L + second;
    }

    private boolean skipZone() {
      if (skip('+') || skip('-')) {
        skipDigits();
        skip(':');
        skipDigits();
      } else {
        skip('z');
      }
      return at == end;
    }

    private void skipBlanks() {
      while (at < end && text[at] == ' ') {
        at++;
      }
    }

    private void skipDigits() {
      while (at < end && text[at] >= '0' && text[at] <= '9') {
        at++;
      }
    }
  }
}
