package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Real tables that lie beside the repository; tests that need one are skipped without it.
final class SharedTables {
  private SharedTables() {}

  static Table read(String path) {
    return Table.read(file(path));
  }

  static Path file(String path) {
    // Tests run in the module's folder.
    Path file = Path.of("../../shared/data").resolve(path);
    assumeTrue(Files.exists(file), () -> "the table " + path + " is not beside the repository");
    return file;
  }
}
