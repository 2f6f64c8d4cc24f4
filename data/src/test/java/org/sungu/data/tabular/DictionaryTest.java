package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DictionaryTest {
  @Test
  void numbersTextsAsAHashMapWould() {
    var random = new Random(1);
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      cells.add("ä€" + random.nextInt(5000) + (i % 2 == 0 ? "𝄞" : ""));
    }
    var builder = new Column.Builder();
    cells.forEach(cell -> builder.add(cell.toCharArray(), 0, cell.length()));
    Dictionary dictionary = builder.build("x", 0, cells.size()).dictionary();

    Map<String, Integer> counts = new LinkedHashMap<>();
    cells.forEach(cell -> counts.merge(cell, 1, Integer::sum));
    assertEquals(List.copyOf(counts.entrySet()), List.copyOf(dictionary.presentCounts().entrySet()));
    for (int row = 0; row < cells.size(); row++) {
      assertEquals(cells.get(row), dictionary.text(dictionary.codeAt(row)));
    }
  }
}
