package org.sungu.data.tabular;

import java.time.LocalDate;

/// A number taken from a date.
public record DatePart(DatePattern pattern, Part part) implements NumberReading {
  /// What is taken.
  public enum Part {
    /// Days since 1970-01-01, the time of day as a fraction.
    DAYS,
    /// 1 (January) to 12.
    MONTH,
    /// 1 (Monday) to 7.
    WEEKDAY,
    /// Hours since midnight, minutes as a fraction.
    HOUR
  }

  @Override
  public double parse(byte[] text, int start, int end) {
    long epochSecond = pattern.epochSecond(text, start, end);
    if (epochSecond == DatePattern.NO_DATE) {
      return Double.NaN;
    }
    long day = Math.floorDiv(epochSecond, 86_400);
    double secondOfDay = Math.floorMod(epochSecond, 86_400);
    return switch (part) {
      case DAYS -> day + secondOfDay / 86_400;
      case MONTH -> LocalDate.ofEpochDay(day).getMonthValue();
      case WEEKDAY -> LocalDate.ofEpochDay(day).getDayOfWeek().getValue();
      case HOUR -> secondOfDay / 3_600;
    };
  }
}
