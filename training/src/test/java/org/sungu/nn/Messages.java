package org.sungu.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

/// What errors tell their readers.
public final class Messages {
  private Messages() {}

  public static void assertSays(String part, Throwable error) {
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains(part), () -> "got \"" + message + "\"; expected it to say \"" + part + "\"");
  }
}
