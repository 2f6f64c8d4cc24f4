package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sungu.data.tabular.Messages.assertMessage;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SplitTest {
  @Test
  void partsHoldEveryRowOnce() {
    int[] rows = IntStream.range(100, 1100).toArray();
    Split split = Split.random(rows, 0.2, 0.1, 1);
    assertEquals(200, split.test().length);
    assertEquals(80, split.validation().length);
    assertEquals(720, split.train().length);
    int[] all = IntStream.concat(Arrays.stream(split.train()), IntStream.concat(Arrays.stream(split.validation()), Arrays.stream(split.test()))).sorted().toArray();
    assertArrayEquals(rows, all);
    assertFalse(Arrays.equals(split.test(), Arrays.stream(split.test()).sorted().toArray()), "shuffled");
  }

  @Test
  void theSeedDecides() {
    int[] rows = IntStream.range(0, 50).toArray();
    assertArrayEquals(Split.random(rows, 0.2, 0.1, 1).train(), Split.random(rows, 0.2, 0.1, 1).train());
    assertFalse(Arrays.equals(Split.random(rows, 0.2, 0.1, 1).train(), Split.random(rows, 0.2, 0.1, 2).train()));
    // Written down once; a change would give users another split for their seed.
    assertEquals("[8, 1]", Arrays.toString(Split.random(IntStream.range(0, 10).toArray(), 0.2, 0.1, 42).test()));
  }

  @Test
  void classesAreSharedOutByLargestRemainder() {
    // 20% of 7, 6 and 37 rows: 1.4, 1.2 and 7.4 make 10 rows; of equal remainders, the first class's counts.
    int[] classes = IntStream.range(0, 50).map(i -> i < 7 ? 0 : i < 13 ? 1 : 2).toArray();
    Split split = Split.stratified(IntStream.range(0, 50).toArray(), classes, 0.2, 0.1, 9);
    assertArrayEquals(new int[] {2, 1, 7}, counts(split.test(), classes, 3));
    // 10% of the 5, 5 and 30 rows left: 0.5, 0.5 and 3 make 4.
    assertArrayEquals(new int[] {1, 0, 3}, counts(split.validation(), classes, 3));
    assertArrayEquals(new int[] {4, 5, 27}, counts(split.train(), classes, 3));
  }

  @Test
  void everyClassKeepsARowToTrainOn() {
    int[] classes = IntStream.range(0, 24).map(i -> i < 20 ? 0 : i < 22 ? 1 : 2).toArray();
    Split split = Split.stratified(IntStream.range(0, 24).toArray(), classes, 0.6, 0.5, 3);
    assertTrue(Arrays.stream(counts(split.train(), classes, 3)).allMatch(count -> count >= 1), split::toString);
  }

  @Test
  void smallTablesGiveARowToEachPart() {
    Split split = Split.random(IntStream.range(0, 4).toArray(), 0.1, 0.1, 3);
    assertEquals("Split[train=2 rows, validation=1, test=1]", split.toString());
  }

  @Test
  void noFractionsNoParts() {
    Split split = Split.random(IntStream.range(0, 5).toArray(), 0, 0, 1);
    assertEquals(5, split.train().length);
    assertEquals(0, split.test().length);
  }

  @Test
  void impossibleSplits() {
    assertMessage(
        "a test fraction of 1.0; expected at least 0 and below 1, such as 0.2", () -> Split.random(new int[] {0, 1}, 1, 0, 1));
    assertMessage(
        "a validation fraction of -0.1; expected at least 0 and below 1, such as 0.1",
        () -> Split.random(new int[] {0, 1}, 0.1, -0.1, 1));
    assertMessage(
        "2 rows cannot be split into parts to train, validate and test (1, 0 and 1 rows); expected a row in each: add rows or"
            + " change the fractions",
        () -> Split.random(new int[] {0, 1}, 0.2, 0.1, 1));
  }

  private static int[] counts(int[] rows, int[] classes, int classCount) {
    int[] counts = new int[classCount];
    for (int row : rows) {
      counts[classes[row]]++;
    }
    return counts;
  }
}
