package org.sungu.format.h5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.format.FormatException;
import org.sungu.format.GoldenFiles;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

final class Hdf5Test {
  @TempDir
  private Path folder = Path.of("");

  private H5Group written(H5Group group) {
    Path file = folder.resolve("test.h5");
    Hdf5.write(file, group);
    return Hdf5.read(file);
  }

  private static H5Group group(Map<String, H5Node> children) {
    return new H5Group(new LinkedHashMap<>(children), Map.of());
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everyTypeComesBack(DType dtype) {
    NDArray array = NDArray.zeros(dtype, Shape.of(3, 5));
    for (int i = 0; i < 15; i++) {
      array.setDouble(i, i % 2);
    }
    H5Group root = group(Map.of("x", new H5Dataset(array)));
    assertEquals(Optional.of(array), written(root).find("x").map(node -> ((H5Dataset) node).data()));
  }

  @Test
  void scalarsSingleElementsAndEmptyArraysComeBack() {
    SequencedMap<String, H5Node> children = new LinkedHashMap<>();
    children.put("empty", new H5Dataset(NDArray.zeros(DType.FLOAT32, Shape.of(0))));
    children.put("emptyWithin", new H5Dataset(NDArray.zeros(DType.INT64, Shape.of(3, 0, 2))));
    children.put("one", new H5Dataset(NDArray.of(Shape.of(1), 7f)));
    children.put("scalar", new H5Dataset(NDArray.scalar(3.5f)));
    assertEquals(group(children), written(group(children)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 9, 256, 257, 9000})
  void aGroupHasAnyNumberOfChildren(int count) {
    SequencedMap<String, H5Node> children = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      children.put("v" + (100_000 + i), new H5Dataset(NDArray.scalar(i)));
    }
    assertEquals(group(children), written(group(children)));
  }

  @Test
  void textOfAnyLengthComesBack() {
    HostArray texts = StringArray.of(Shape.of(2, 2), List.of("", "ünï", "x".repeat(100_000), "名前"));
    Map<String, HostArray> attributes = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      attributes.put("name" + i, StringArray.of(Shape.SCALAR, List.of("value " + i)));
    }
    attributes.put("model_config", StringArray.of(Shape.SCALAR, List.of("y".repeat(200_000))));
    attributes.put("weights", StringArray.of(Shape.of(3), List.of("a", "b", "c")));
    attributes.put("number", NDArray.of(Shape.of(2), 1, 2));
    H5Group root = new H5Group(new LinkedHashMap<>(Map.of("texts", new H5Dataset(texts, attributes))), attributes);
    assertEquals(root, written(root));
  }

  @Test
  void attributesBeyondTheFormatsLimitAreRefused() {
    HostArray large = NDArray.zeros(DType.FLOAT32, Shape.of(20_000));
    H5Group root = new H5Group(new LinkedHashMap<>(), Map.of("large", large));
    FormatException refused = assertThrows(FormatException.class, () -> Hdf5.encode(root));
    assertTrue(String.valueOf(refused.getMessage()).contains("large takes 80"), refused.getMessage());
  }

  @Test
  void namesThatHdf5CannotHoldAreRefused() {
    for (String name : List.of("", "a/b", ".", "nul\0")) {
      H5Group root = group(Map.of(name, new H5Dataset(NDArray.scalar(1))));
      assertThrows(FormatException.class, () -> Hdf5.encode(root));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default.h5", "userblock.h5", "latest.h5", "tracked.h5"})
  void whatH5pyWroteIsRead(String name) {
    H5Group root = Hdf5.read(GoldenFiles.file(name));
    GoldenFiles.arrays("h5.json").forEach((path, expected) -> {
      H5Node node = root.find(path).orElseThrow(() -> new AssertionError(path));
      assertEquals(expected, ((H5Dataset) node).data(), path);
    });
    assertEquals(Optional.of("my_dense"), root.find("layers/dense/vars").flatMap(node -> node.text("name")));
    assertEquals(new H5Group(new LinkedHashMap<>(), Map.of()), root.find("layers/dropout/vars").orElseThrow());
    assertEquals(70_009, root.text("model_config").orElseThrow().length());
    assertEquals(StringArray.of(Shape.of(2), List.of("kernel:0", "bias:0")), root.attributes().get("weight_names"));
    assertEquals(StringArray.of(Shape.of(2), List.of("one", "three")), root.attributes().get("fixed"));
    assertEquals(NDArray.of(Shape.of(2), 1.5, 2.5), root.attributes().get("numbers"));
  }

  @Test
  void largeIndexesOfTheNewerFormatAreRead() {
    H5Group root = Hdf5.read(GoldenFiles.file("latest.h5"));
    for (int i = 0; i < 1300; i++) {
      H5Node node = root.find(String.format("very_many/v%04d", i)).orElseThrow();
      assertEquals(NDArray.scalar(DType.INT8, i % 100), ((H5Dataset) node).data());
    }
    int[] numbers = IntStream.range(0, 2501).toArray();
    for (String path : List.of("chunks/paged", "chunks/paged_gzip")) {
      assertEquals(NDArray.of(Shape.of(2501), numbers), ((H5Dataset) root.find(path).orElseThrow()).data());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "soft, soft or external link 'y'",
    "soft-latest, soft or external link 'y'",
    "external-link, soft or external link 'y'",
    "external-data, stored in other files",
    "virtual, virtual dataset x",
    "compound, dataset x of compound values",
    "lzf, HDF5 filter 32000",
    "bomb, dataset x claims 4398046511104 bytes",
    "hard, is used twice",
    "cycle, is used twice"
  })
  void whatCouldHarmOrIsNoTensorIsRefused(String name, String reason) {
    Path file = GoldenFiles.file("refused-" + name + ".h5");
    FormatException refused = assertThrows(FormatException.class, () -> Hdf5.read(file));
    assertTrue(Objects.requireNonNull(refused.getMessage()).contains(reason), refused.getMessage());
  }

  @Test
  void equalTreesGiveEqualBytes() throws Exception {
    H5Group root = group(Map.of("x", new H5Dataset(NDArray.of(Shape.of(2), 1f, 2f))));
    Hdf5.write(folder.resolve("a.h5"), root);
    Hdf5.write(folder.resolve("b.h5"), root);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a.h5")), Files.readAllBytes(folder.resolve("b.h5")));
  }
}
