package org.sungu.data.tabular;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;

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
    return pattern.parse(new String(text, start, end - start, StandardCharsets.UTF_8)).map(this::number).orElse(Double.NaN);
  }

  private double number(LocalDateTime moment) {
    double seconds = moment.toLocalTime().toSecondOfDay();
    return switch (part) {
      case DAYS -> moment.toLocalDate().toEpochDay() + seconds / 86_400;
      case MONTH -> moment.getMonthValue();
      case WEEKDAY -> moment.getDayOfWeek().getValue();
      case HOUR -> seconds / 3_600;
    };
  }
}
