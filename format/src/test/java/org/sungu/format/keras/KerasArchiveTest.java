package org.sungu.format.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.format.Goldens;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import tools.jackson.databind.json.JsonMapper;

final class KerasArchiveTest {
  @TempDir
  private Path folder = Path.of("");

  private static KerasArchive sample() {
    SequencedMap<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("layers/dense/vars/0", NDArray.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
    arrays.put("optimizer/vars/0", NDArray.of(Shape.SCALAR, 7L));
    SequencedMap<String, byte[]> assets = new LinkedHashMap<>();
    assets.put("layers/string_lookup/vocabulary.txt", new byte[] {'a', '\n'});
    return new KerasArchive(
        JsonMapper.builder().build().createObjectNode().put("class_name", "Functional").put("rate", 1e-7),
        KerasArchive.metadata(LocalDateTime.of(2026, 11, 20, 18, 49, 21)),
        new WeightTree(arrays, Map.of("layers/dense/vars", "first", "vars", "model")),
        assets);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = folder.resolve("model.keras");
    sample().write(file);
    KerasArchive read = KerasArchive.read(file);
    assertEquals(sample().config(), read.config());
    assertEquals(Map.of("keras_version", "3.15.1", "date_saved", "2026-11-20@18:49:21"), read.metadata());
    assertEquals(sample().weights(), read.weights());
    assertArrayEquals(new byte[] {'a', '\n'}, read.assets().get("layers/string_lookup/vocabulary.txt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.keras", "deflated.keras"})
  void whatKerasWroteIsRead(String name) {
    KerasArchive read = KerasArchive.read(Goldens.file(name));
    assertEquals(Goldens.arrays("keras.json"), read.weights().arrays());
    assertEquals("hidden", read.weights().names().get("layers/dense/vars"));
    assertEquals("Functional", read.config().get("class_name").stringValue());
  }

  @Test
  void membersAreStoredInKerasOrder() throws Exception {
    Path file = folder.resolve("model.keras");
    sample().write(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries = zip.stream().toList();
      assertEquals(
          List.of("metadata.json", "config.json", "model.weights.h5", "assets/layers/string_lookup/vocabulary.txt"),
          entries.stream().map(ZipEntry::getName).toList());
      assertEquals(4, entries.stream().filter(entry -> entry.getMethod() == ZipEntry.STORED).count());
    }
  }

  @Test
  void equalArchivesGiveEqualBytes() throws Exception {
    sample().write(folder.resolve("a.keras"));
    sample().write(folder.resolve("b.keras"));
    assertArrayEquals(Files.readAllBytes(folder.resolve("a.keras")), Files.readAllBytes(folder.resolve("b.keras")));
  }
}
