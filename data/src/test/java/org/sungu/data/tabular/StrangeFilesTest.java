package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.data.DataException;

/// Whatever stands in a file, it is either read or refused in one line.
final class StrangeFilesTest {
  private static final String PIECES = ",,;;\t|\"\"\n\n\r  #.-+0123456789eE%$aäZ?\u00A0\0\uFEFF";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,x,city,when,y\n1,2.5,Rome,2024-01-01,a\n2,,Oslo,2024-01-02,b\n3,4.5,\"Bern, CH\",2024-01-03,a\n4,1,Rome,2024-02-01,b\n",
        "5.1;3,5;yes\n4.9;3,0;no\n4.7;3,2;yes\n4.6;3,1;no\n",
        "18.0   8  1\t\"ford a\"\n17.0   8  1\t\"ford a\"\n15.0   6  1\t\"fiat b\"\n11.0   6  1\t\"fiat b\"\n",
      })
  void damagedText(String text) throws Exception {
    var random = new Random(text.length());
    int prepared = 0;
    Path file = folder.resolve("t.csv");
    for (int i = 0; i < 300; i++) {
      var damaged = new StringBuilder(text);
      for (int change = random.nextInt(6); change >= 0; change--) {
        int at = random.nextInt(damaged.length());
        char piece = PIECES.charAt(random.nextInt(PIECES.length()));
        switch (random.nextInt(3)) {
          case 0 -> damaged.setCharAt(at, piece);
          case 1 -> damaged.insert(at, piece);
          default -> damaged.delete(at, Math.min(damaged.length() - 1, at + random.nextInt(8)));
        }
      }
      Files.write(file, damaged.toString().getBytes(i % 5 == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
      try {
        Table table = Table.read(file);
        TabularData.prepare(table, new TabularData.Options("-1", List.of(), null, 0.2, 0.1, i));
        prepared++;
      } catch (DataException refused) {
        String message = String.valueOf(refused.getMessage());
        assertFalse(message.contains("\n"), message);
      }
    }
    assertTrue(prepared > 4, "most damage should leave some tables usable, but only " + prepared + " of 300 were");
  }
}
