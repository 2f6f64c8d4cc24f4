package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberFormatTest {
  @Test
  void plainNumbersAreReadAsJavaReadsThem() {
    var random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> random.nextGaussian();
            case 1 -> random.nextInt(100_000) / 1000.0;
            case 2 -> Double.longBitsToDouble(random.nextLong());
            default -> random.nextLong();
          };
      if (Double.isFinite(value)) {
        String text = i % 8 < 4 ? Double.toString(value) : new java.math.BigDecimal(value).toPlainString();
        assertEquals(Double.parseDouble(text), NumberFormat.PLAIN.parse(text), 0, text);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"+3,3", ".5,0.5", "5.,5", "-0,-0.0", "1e3,1000", "1E-2,0.01", "007,7", "inf,Infinity", "-Infinity,-Infinity", "1e999,Infinity"})
  void plain(String text, double value) {
    assertEquals(value, NumberFormat.PLAIN.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "-", "+", "1.2.3", "1e", "e5", "0x10", "1d", "1f", "1_000", "1,5", "1 000", "--1", "١", "12%"})
  void notPlain(String text) {
    assertEquals(Double.NaN, NumberFormat.PLAIN.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1,234.5|1234.5", "12,345,678|12345678", "$1,200|1200", "-$5.5|-5.5", "12.5%|12.5", "7|7", "1'000|1000", "€ 3|3"})
  void grouped(String text, double value) {
    assertEquals(value, NumberFormat.GROUPED.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,23", "1234,567", "12,34,567", "1.5.2", "$", "abc", "1,234,56"})
  void notGrouped(String text) {
    assertEquals(Double.NaN, NumberFormat.GROUPED.parse(text));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"1,5|1.5", "1.234,5|1234.5", "-0,25|-0.25", "3|3", "1.234|1234", "12,5 €|12.5", "1 234,5|1234.5"})
  void decimalComma(String text, double value) {
    assertEquals(value, NumberFormat.DECIMAL_COMMA.parse(text));
  }
}
