package org.sungu.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

final class GoldensTest {
  @Test
  void readsArraysWithTheirTypeAndEverySign() {
    NDArray x = Goldens.family("activations").named("linear").array("x");
    assertEquals(DType.FLOAT32, x.dtype());
    assertEquals(Shape.of(42), x.shape());
    assertEquals(-0.0, x.getDouble(1));
    assertEquals(1e-6f, x.getFloat(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"activations", "layers", "losses", "metrics", "optimizers", "preprocessing", "schedules"})
  void everyFamilyIsThere(String family) {
    assertFalse(Goldens.family(family).cases().isEmpty());
  }

  @Test
  void unknownFamilyIsNamed() {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> Goldens.family("los"));
    assertEquals("no golden numbers for 'los'; expected the resource org/sungu/testkit/goldens/los.json", error.getMessage());
  }
}
