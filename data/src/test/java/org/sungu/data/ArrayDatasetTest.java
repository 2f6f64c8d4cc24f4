package org.sungu.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

final class ArrayDatasetTest {
  private static final NDArray NUMBERS = NDArray.of(Shape.of(3, 2), 1f, 2f, 3f, 4f, 5f, 6f);
  private static final NDArray TARGET = NDArray.of(Shape.of(3, 1), 0f, 1f, 0f);

  @Test
  void picksRowsOfEveryArray() {
    var inputs = new LinkedHashMap<String, HostArray>();
    inputs.put("z", NUMBERS);
    inputs.put("a", StringArray.column("x", "y", "z"));
    var dataset = new ArrayDataset(inputs, List.of(TARGET), NDArray.of(Shape.of(3), 1f, 2f, 3f));
    ArrayDataset picked = dataset.rows(new int[] {2, 0});
    assertEquals(List.of("z", "a"), List.copyOf(picked.inputs().keySet()));
    assertEquals(NDArray.of(Shape.of(2, 2), 5f, 6f, 1f, 2f), picked.inputs().get("z"));
    assertEquals(StringArray.column("z", "x"), picked.inputs().get("a"));
    assertEquals(NDArray.of(Shape.of(2), 3f, 1f), picked.sampleWeights());
    assertEquals(2, picked.size());
  }

  @Test
  void refusesArraysOfDifferentLengths() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> ArrayDataset.of(Map.of("x", NUMBERS), NDArray.of(Shape.of(2, 1), 0f, 1f)));
    assertEquals("target 0 has 2 samples, but input 'x' has 3; expected equal numbers", error.getMessage());
  }

  @Test
  void refusesWeightsOfAnotherShape() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ArrayDataset(Map.of("x", NUMBERS), List.of(TARGET), NDArray.of(Shape.of(3, 1), 1f, 1f, 1f)));
    assertEquals("sample weights of shape [3,1] for 3 samples; expected [3]", error.getMessage());
  }

  @Test
  void epochsHaveTheirOwnOrder() {
    var dataset = ArrayDataset.of(Map.of("x", NDArray.of(Shape.of(50), new float[50])), NDArray.of(Shape.of(50), new float[50]));
    assertArrayEquals(dataset.shuffledOrder(7, 3), dataset.shuffledOrder(7, 3));
    assertFalse(Arrays.equals(dataset.shuffledOrder(7, 3), dataset.shuffledOrder(7, 4)));
  }
}
