package org.sungu.format.npz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.format.FormatException;
import org.sungu.format.GoldenFiles;
import org.sungu.tensor.HostArray;

final class NpzTest {
  @TempDir
  private Path folder = Path.of("");

  private static HostArray npy(String name) throws IOException {
    return Npy.decode(name, MemorySegment.ofArray(Files.readAllBytes(GoldenFiles.file(name))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void whatNumPyWroteIsRead(String name) {
    Map<String, HostArray> expected = GoldenFiles.arrays("npz.json");
    Map<String, HostArray> read = Npz.read(GoldenFiles.file(name));
    assertEquals(new ArrayList<>(expected.keySet()), new ArrayList<>(read.keySet()));
    expected.forEach((key, array) -> assertEquals(array, read.get(key), key));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allVersionsAreRead(int version) throws IOException {
    assertEquals(GoldenFiles.arrays("npy.json").get("array"), npy("version" + version + ".npy"));
  }

  @Test
  void whatIsWrittenIsReadBackInOrder() {
    Map<String, HostArray> arrays = GoldenFiles.arrays("npz.json");
    Npz.write(folder.resolve("test.npz"), arrays);
    Map<String, HostArray> read = Npz.read(folder.resolve("test.npz"));
    assertEquals(arrays, read);
    assertEquals(new ArrayList<>(arrays.keySet()), new ArrayList<>(read.keySet()));
  }

  @ParameterizedTest
  @CsvSource({
    "objects, would run code from the file",
    "records, records with named fields",
    "complex, NumPy type '<c8'",
    "dates, NumPy type '<M8[D]'"
  })
  void whatTensorsCannotHoldIsRefused(String name, String reason) {
    FormatException refused = assertThrows(FormatException.class, () -> npy("refused-" + name + ".npy"));
    assertTrue(Objects.requireNonNull(refused.getMessage()).contains(reason), refused.getMessage());
  }

  @Test
  void aMissingOrOtherFileIsRefused() throws IOException {
    Path other = folder.resolve("other.npz");
    Files.writeString(other, "not an archive");
    Path empty = folder.resolve("empty.npz");
    Files.writeString(empty, "");
    for (Path path : List.of(folder.resolve("missing.npz"), other, empty, folder)) {
      FormatException refused = assertThrows(FormatException.class, () -> Npz.read(path));
      assertTrue(Objects.requireNonNull(refused.getMessage()).contains(path.toString()), refused.getMessage());
    }
  }
}
