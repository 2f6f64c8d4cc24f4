package org.sungu.data;

import java.io.Serial;

/// Data that cannot be used as asked. The message is one line for the person at the keyboard: what was got (file, line,
/// column), what was expected, and how to fix it.
public final class DataException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
