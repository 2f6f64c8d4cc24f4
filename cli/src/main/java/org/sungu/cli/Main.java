package org.sungu.cli;

/// The `sungu` command.
public final class Main {
  private Main() {}

  /// Runs one command; the exit code is 0 on success and 2 when the input can not be used.
  public static void main(String[] arguments) {
    System.out.println("sungu 0.1.0-SNAPSHOT");
  }
}
