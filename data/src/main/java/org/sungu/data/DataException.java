package org.sungu.data;

import java.io.Serial;

/// Data that cannot be used as asked. The message is one line for the person at the keyboard: what was got (file, line,
/// column), what was expected, and how to fix it.
public final class DataException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(oneLine(message));
  }

  public DataException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  // Names and values that come from a file may hold line breaks.
  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ");
  }
}
