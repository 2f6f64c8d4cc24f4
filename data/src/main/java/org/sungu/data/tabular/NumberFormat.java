package org.sungu.data.tabular;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// How the numbers of a column are written.
///
/// Values are read as the nearest double. `inf`, `Infinity` and numbers beyond the doubles give infinity, which users of the
/// value refuse with the place of the cell.
public enum NumberFormat implements NumberReading {
  /// `-1234.5`, `1.5e3`.
  PLAIN("", "."),
  /// Grouped thousands and a decimal point, `1,234.5`; a currency sign or `%` may stand before or behind.
  GROUPED("[,' \u00A0\u202F]", "."),
  /// A decimal comma, `1234,5` or `1.234,5`; a currency sign or `%` may stand before or behind.
  DECIMAL_COMMA("[.' \u00A0\u202F]", ",");

  private static final Pattern MARKS = Pattern.compile("^([-+]?)\\s*[$€£¥%]?\\s*|\\s*[$€£¥%]$");
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
    1e22
  };

  private final String group;
  private final String decimalMark;
  private final Pattern grouped;

  NumberFormat(String group, String decimalMark) {
    this.group = group;
    this.decimalMark = decimalMark;
    this.grouped =
        Pattern.compile("[-+]?(\\d{1,3}(" + group + "\\d{3})+|\\d+)?(" + Pattern.quote(decimalMark) + "\\d*)?([eE][-+]?\\d+)?");
  }

  /// The number that a text stands for, or NaN if it is none.
  public double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  @Override
  public double parse(byte[] text, int start, int end) {
    if (this == PLAIN) {
      return parsePlain(text, start, end);
    }
    String cell = MARKS.matcher(new String(text, start, end - start, StandardCharsets.UTF_8)).replaceAll("$1");
    if (!grouped.matcher(cell).matches()) {
      return Double.NaN;
    }
    byte[] plain = cell.replaceAll(group, "").replace(decimalMark, ".").getBytes(StandardCharsets.UTF_8);
    return parsePlain(plain, 0, plain.length);
  }

  private static double parsePlain(byte[] text, int start, int end) {
    int i = start;
    boolean negative = i < end && text[i] == '-';
    if (i < end && (text[i] == '-' || text[i] == '+')) {
      i++;
    }
    long digits = 0;
    int digitCount = 0;
    int scale = 0;
    boolean point = false;
    for (; i < end; i++) {
      byte c = text[i];
      if (c >= '0' && c <= '9') {
        digits = digitCount < 18 ? digits * 10 + (c - '0') : digits;
        digitCount++;
        scale += point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digitCount == 0) {
      return infinity(text, start, end);
    }
    if (i == end && digitCount <= 18 && digits < 1L << 53 && scale < POWERS_OF_TEN.length) {
      // Both operands are exact, so the one rounding of the division gives the nearest double (Clinger 1990).
      double magnitude = digits / POWERS_OF_TEN[scale];
      return negative ? -magnitude : magnitude;
    }
    return i == end || isExponent(text, i, end)
        ? Double.parseDouble(new String(text, start, end - start, StandardCharsets.US_ASCII))
        : Double.NaN;
  }

  private static boolean isExponent(byte[] text, int start, int end) {
    int i = start;
    if (text[i] != 'e' && text[i] != 'E') {
      return false;
    }
    i++;
    if (i < end && (text[i] == '-' || text[i] == '+')) {
      i++;
    }
    int first = i;
    while (i < end && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i == end && i > first;
  }

  private static double infinity(byte[] text, int start, int end) {
    if (end - start < 3 || end - start > 9) {
      return Double.NaN;
    }
    return switch (new String(text, start, end - start, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
