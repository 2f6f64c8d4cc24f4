package org.sungu.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir
  private Path folder = Path.of("");

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void aFileIsReplacedWhole() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.writeText(file, "a long first text");
    AtomicFile.writeText(file, "ünï");
    assertEquals("ünï", Files.readString(file));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void whatFailsOnTheWayLeavesTheEarlierFileAlone() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.writeText(file, "first");
    FormatException refused = assertThrows(FormatException.class, () -> AtomicFile.write(file, out -> {
      out.write(new byte[100_000]);
      throw new IOException("no space left");
    }));
    assertTrue(Objects.requireNonNull(refused.getMessage()).contains("no space left"), refused.getMessage());
    assertThrows(IllegalStateException.class, () -> AtomicFile.write(file, out -> {
      throw new IllegalStateException("a bug");
    }));
    assertEquals("first", Files.readString(file));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void aTargetThatCannotBeAFileIsRefused() throws IOException {
    FormatException missing =
        assertThrows(FormatException.class, () -> AtomicFile.writeText(folder.resolve("no/such/a.txt"), ""));
    assertTrue(Objects.requireNonNull(missing.getMessage()).contains("its folder does not exist"), missing.getMessage());
    FormatException isFolder = assertThrows(FormatException.class, () -> AtomicFile.writeText(folder, ""));
    assertTrue(Objects.requireNonNull(isFolder.getMessage()).contains("it is a folder"), isFolder.getMessage());
    assertEquals(List.of(), names());
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "first");
    Path link = Files.createSymbolicLink(folder.resolve("b.txt"), file);
    AtomicFile.writeText(link, "second");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("second", Files.readString(file));
  }
}
