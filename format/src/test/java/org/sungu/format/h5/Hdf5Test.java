package org.sungu.format.h5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.format.FormatException;
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

  @Test
  void equalTreesGiveEqualBytes() throws Exception {
    H5Group root = group(Map.of("x", new H5Dataset(NDArray.of(Shape.of(2), 1f, 2f))));
    Hdf5.write(folder.resolve("a.h5"), root);
    Hdf5.write(folder.resolve("b.h5"), root);
    assertArrayEquals(
        java.nio.file.Files.readAllBytes(folder.resolve("a.h5")), java.nio.file.Files.readAllBytes(folder.resolve("b.h5")));
  }
}
