package org.sungu.format;

/// A file that cannot be read or written. The message is one line that says what was got, what was expected and how to fix it.
///
/// It is the only exception that leaves the readers and writers of this module, whatever is wrong with the file.
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FormatException(String message) {
    super(message);
  }

  public FormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
