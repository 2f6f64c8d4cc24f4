package org.sungu.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ThreefryTest {
  /// The known answers that the authors publish with their implementation (Random123, `kat_vectors`, threefry2x32 with 20 rounds).
  @Test
  void knownAnswers() {
    assertBlock(0x6b200159, 0x99ba4efe, Threefry.block(0, 0, 0, 0));
    assertBlock(0x1cb996fc, 0xbb002be7, Threefry.block(-1, -1, -1, -1));
    assertBlock(0xc4923a9c, 0x483df7a0, Threefry.block(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3));
  }

  @Test
  void uniformStaysBelowOne() {
    assertEquals(0f, Threefry.uniform(0xFF));
    assertEquals(0x1p-24f, Threefry.uniform(0x100));
    assertEquals(1 - 0x1p-24f, Threefry.uniform(-1));
  }

  private static void assertBlock(int low, int high, long block) {
    assertEquals(Integer.toHexString(low), Integer.toHexString(Threefry.low(block)));
    assertEquals(Integer.toHexString(high), Integer.toHexString(Threefry.high(block)));
  }
}
