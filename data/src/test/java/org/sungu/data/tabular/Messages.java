package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;
import org.sungu.data.DataException;

/// What users are told.
final class Messages {
  private Messages() {}

  static void assertMessage(String expected, Executable failing) {
    String message = String.valueOf(assertThrows(DataException.class, failing).getMessage());
    assertEquals(expected, message);
    assertFalse(message.contains("\n"), "one line");
  }
}
