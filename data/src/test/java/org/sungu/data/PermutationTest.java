package org.sungu.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PermutationTest {
  @Test
  void holdsEveryNumberOnce() {
    for (int length : new int[] {0, 1, 2, 3, 17, 1000}) {
      int[] order = Permutation.of(length, 5);
      Arrays.sort(order);
      assertArrayEquals(IntStream.range(0, length).toArray(), order);
    }
  }

  @Test
  void staysTheSameInEveryRelease() {
    // Written down once; a change would give users another split and another batch order for their seed.
    assertEquals("[2, 3, 6, 4, 7, 9, 0, 8, 1, 5]", Arrays.toString(Permutation.of(10, 42)));
  }

  @Test
  void seedsGiveDifferentOrders() {
    assertNotEquals(Arrays.toString(Permutation.of(20, 1)), Arrays.toString(Permutation.of(20, 2)));
    assertNotEquals(Permutation.derivedSeed(1, 0), Permutation.derivedSeed(1, 1));
    assertNotEquals(Permutation.derivedSeed(1, 1), Permutation.derivedSeed(2, 0));
  }

  @Test
  void allOrdersAreEquallyLikely() {
    int[] counts = new int[6];
    int draws = 60_000;
    for (int seed = 0; seed < draws; seed++) {
      int[] order = Permutation.of(3, seed);
      counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
    }
    // Standard deviation of each count is 91; 5 of them.
    assertTrue(Arrays.stream(counts).allMatch(count -> Math.abs(count - 10_000) < 457), Arrays.toString(counts));
  }
}
