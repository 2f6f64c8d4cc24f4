package org.sungu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One run of the command, and what it said.
record Run(int code, String out, String err) {
  static Run of(Object... arguments) {
    return of(false, arguments);
  }

  static Run inTerminal(Object... arguments) {
    return of(true, arguments);
  }

  private static Run of(boolean terminal, Object... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = Main.run(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), terminal,
        Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// Asserts success without a word of complaint.
  Run succeeded() {
    assertEquals(0, code, err);
    assertEquals("", err);
    return this;
  }

  /// Asserts that the command refused in one line that has these parts.
  Run refused(String... parts) {
    assertEquals(2, code, () -> out + err);
    assertTrue(err.startsWith("sungu: "), err);
    assertEquals(1, err.lines().count(), err);
    for (String part : parts) {
      assertTrue(err.contains(part), () -> "expected '" + part + "' in: " + err);
    }
    return this;
  }
}
