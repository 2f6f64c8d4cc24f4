package org.sungu.format.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.format.FormatException;
import org.sungu.format.GoldenFiles;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import tools.jackson.databind.JsonNode;
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
    KerasArchive read = KerasArchive.read(GoldenFiles.file(name));
    assertEquals(GoldenFiles.arrays("keras.json"), read.weights().arrays());
    assertEquals("hidden", read.weights().names().get("layers/dense/vars"));
    assertEquals("Functional", read.config().get("class_name").stringValue());
  }

  @Test
  void numbersThatJsonHasNotAreWrittenAsPythonDoes() throws Exception {
    Path file = folder.resolve("model.keras");
    KerasArchive sample = sample();
    JsonNode config = JsonMapper.builder().build().createObjectNode().put("x", Double.NaN).put("y", Double.NEGATIVE_INFINITY);
    new KerasArchive(config, sample.metadata(), sample.weights(), sample.assets()).write(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String json = new String(zip.getInputStream(zip.getEntry("config.json")).readAllBytes(), StandardCharsets.UTF_8);
      assertEquals("{\"x\":NaN,\"y\":-Infinity}", json);
    }
    assertEquals(config, KerasArchive.read(file).config());
  }

  private Path zip(Map<String, String> members) throws IOException {
    Path file = folder.resolve("made.keras");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> member : members.entrySet()) {
        out.putNextEntry(new ZipEntry(member.getKey()));
        out.write(member.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return file;
  }

  private static void assertRefused(Path file, String reason) {
    FormatException refused = assertThrows(FormatException.class, () -> KerasArchive.read(file));
    String message = Objects.requireNonNull(refused.getMessage());
    assertTrue(message.contains(reason) && message.contains(file.toString()), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void filesThatAreNoKerasArchivesAreRefused() throws IOException {
    assertRefused(folder.resolve("missing.keras"), "no such file");
    assertRefused(folder, "is not a file");
    assertRefused(Files.createFile(folder.resolve("empty.keras")), "is empty");
    assertRefused(Files.writeString(folder.resolve("text.keras"), "hello"), "is not an intact ZIP file");
    assertRefused(GoldenFiles.file("default.h5"), "is an HDF5 file");
    assertRefused(GoldenFiles.file("stored.npz"), "has no config.json");
    assertRefused(zip(Map.of("config.json", "{}")), "has no model.weights.h5");
    assertRefused(zip(Map.of("config.json", "{}", "model.weights.npz", "")), "pickled Python objects");
    assertRefused(zip(Map.of("config.json", "[1", "model.weights.h5", "")), "no valid JSON");
    assertRefused(zip(Map.of("config.json", "1", "model.weights.h5", "")), "no JSON object");
    assertRefused(zip(Map.of("config.json", "{}", "model.weights.h5", "x")), "does not start as an HDF5 file does");
    assertRefused(zip(Map.of("config.json", "[".repeat(100_000), "model.weights.h5", "x")), "no valid JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "assets/../../evil", "/evil", "assets\\evil", "a/./b"})
  void namesThatLeaveTheArchiveAreRefused(String name) throws IOException {
    assertRefused(zip(Map.of(name, "x")), "points outside the archive");
  }

  @Test
  void aNameThatComesTwiceIsRefused() throws IOException {
    Path file = zip(Map.of("first", "x", "other", "y"));
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, bytes.replace("other", "first"), StandardCharsets.ISO_8859_1);
    assertRefused(file, "two members named first");
  }

  @Test
  void aFileCutShortSaysSo() throws IOException {
    Path file = folder.resolve("cut.keras");
    sample().write(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(file, "may be cut short");
  }

  @Test
  void aWeightThatIsInTheWayOfAnotherIsRefused() {
    SequencedMap<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("a", NDArray.scalar(1));
    arrays.put("a/b", NDArray.scalar(2));
    assertThrows(FormatException.class, () -> new WeightTree(arrays, Map.of()).toHdf5());
    assertThrows(FormatException.class, () -> new WeightTree(arrays.reversed(), Map.of()).toHdf5());
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
