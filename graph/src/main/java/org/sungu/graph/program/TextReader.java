package org.sungu.graph.program;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Reads the small things that program text is made of. Blanks and line ends between them do not matter.
final class TextReader {
  private final String text;
  private int position;

  TextReader(String text) {
    this.text = text;
  }

  /// Whether nothing is left.
  boolean atEnd() {
    skipBlanks();
    return position == text.length();
  }

  /// Reads the given word or sign if it comes next.
  boolean accept(String expected) {
    skipBlanks();
    if (!text.startsWith(expected, position)) {
      return false;
    }
    int end = position + expected.length();
    boolean word = Character.isLetterOrDigit(expected.charAt(expected.length() - 1));
    if (word && end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      return false;
    }
    position = end;
    return true;
  }

  void expect(String expected) {
    if (!accept(expected)) {
      throw error("expected '" + expected + "'");
    }
  }

  /// A name: letters and digits.
  String word() {
    skipBlanks();
    int start = position;
    while (position < text.length() && Character.isLetterOrDigit(text.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw error("expected a name");
    }
    return text.substring(start, position);
  }

  /// The text of a number, `NaN` and `Infinity` included.
  String number() {
    skipBlanks();
    int start = position;
    while (position < text.length() && (Character.isLetterOrDigit(text.charAt(position)) || "+-.".indexOf(text.charAt(position)) >= 0)) {
      position++;
    }
    String number = text.substring(start, position);
    try {
      Double.parseDouble(number);
      return number;
    } catch (NumberFormatException e) {
      position = start;
      throw error("expected a number");
    }
  }

  long integer() {
    int start = position;
    String number = number();
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      position = start;
      throw error("expected an integer");
    }
  }

  boolean bool() {
    if (accept("true")) {
      return true;
    }
    expect("false");
    return false;
  }

  /// A string in quotes.
  String string() {
    expect("\"");
    StringBuilder result = new StringBuilder();
    while (position < text.length() && text.charAt(position) != '"') {
      char c = text.charAt(position++);
      if (c != '\\') {
        result.append(c);
      } else if (text.startsWith("u", position) && position + 5 <= text.length()) {
        result.append((char) Integer.parseInt(text.substring(position + 1, position + 5), 16));
        position += 5;
      } else if (position < text.length()) {
        result.append(text.charAt(position++));
      }
    }
    if (position == text.length()) {
      throw error("expected a closing quote");
    }
    position++;
    return result.toString();
  }

  DType dtype() {
    String name = word();
    try {
      return DType.ofKerasName(name);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  Shape shape() {
    return Shape.of(integers().stream().mapToInt(Integer::intValue).toArray());
  }

  List<Integer> integers() {
    expect("[");
    List<Integer> values = new ArrayList<>();
    while (!accept("]")) {
      if (!values.isEmpty()) {
        expect(",");
      }
      values.add((int) integer());
    }
    return values;
  }

  TensorType type() {
    return new TensorType(dtype(), shape());
  }

  /// An error at the current place.
  IllegalArgumentException error(String message) {
    int line = 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
    int column = position - text.lastIndexOf('\n', Math.max(0, position - 1));
    int end = Math.min(text.length(), position + 20);
    String found = position == text.length() ? "the end" : "'" + text.substring(position, end).lines().findFirst().orElse("") + "'";
    return new IllegalArgumentException("line " + line + ", column " + column + ", at " + found + ": " + message);
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }
}
