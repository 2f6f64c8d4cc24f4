package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatePartTest {
  // 2024-03-31 is day 19,813, a Sunday.
  @ParameterizedTest
  @CsvSource({
    "YEAR_MONTH_DAY,2024-03-31,19813",
    "YEAR_MONTH_DAY,2024/3/31,19813",
    "YEAR_MONTH_DAY,2024-03-31T06:00:00Z,19813.25",
    "YEAR_MONTH_DAY,2024-03-31 18:00:00.123+01:00,19813.75",
    "MONTH_DAY_YEAR,3/31/2024,19813",
    "MONTH_DAY_YEAR,3/31/24 6:00 PM,19813.75",
    "MONTH_DAY_YEAR,3/31/2024 12:00 am,19813",
    "DAY_MONTH_YEAR,31.03.2024 12:00,19813.5",
    "DAY_MONTH_YEAR,1-1-1970,0",
    "YEAR_MONTH,1970-02,31",
    "YEAR_MONTH_DAY,1969-12-31,-1",
  })
  void days(DatePattern pattern, String text, double days) {
    assertEquals(days, parse(pattern, DatePart.Part.DAYS, text));
  }

  @Test
  void otherParts() {
    assertEquals(3, parse(DatePattern.YEAR_MONTH_DAY, DatePart.Part.MONTH, "2024-03-31"));
    assertEquals(7, parse(DatePattern.YEAR_MONTH_DAY, DatePart.Part.WEEKDAY, "2024-03-31"));
    assertEquals(17.5, parse(DatePattern.YEAR_MONTH_DAY, DatePart.Part.HOUR, "2024-03-31 17:30"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2024-02-30", "2024-13", "24-01-01x", "31.3.202", "1.2", "2010-2011", "2024-01/02", "2024-03-31 25:00", "12-34", "555-1234"})
  void noDates(String text) {
    assertFalse(DatePattern.isDate(text));
  }

  @Test
  void dates() {
    assertTrue(DatePattern.isDate("12/31/1999"));
    assertTrue(DatePattern.isDate("31/12/1999"));
  }

  private static double parse(DatePattern pattern, DatePart.Part part, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new DatePart(pattern, part).parse(bytes, 0, bytes.length);
  }
}
