package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

final class PredictionWriterTest {
  private static final Table TABLE =
      Table.parse("name,prediction\n\"Lee, \"\"Ann\"\"\",1\nBob,\n", "t.csv", Header.PRESENT);

  @Test
  void binary() throws IOException {
    assertEquals(
        """
        name,prediction,prediction_2,probability_yes
        "Lee, ""Ann""\",1,no,0.5
        Bob,,yes,0.75
        """,
        written(target("no\nyes\nno\nyes"), NDArray.of(Shape.of(2, 1), 0.5f, 0.75f)));
  }

  @Test
  void multiclass() throws IOException {
    assertEquals(
        """
        name,prediction,prediction_2,probability_a,probability_b,probability_c
        "Lee, ""Ann""\",1,c,0.25,0.25,0.5
        Bob,,a,0.5,0.25,0.25
        """,
        written(target("a\nb\nc\na\nb\nc"), NDArray.of(Shape.of(2, 3), 0.25f, 0.25f, 0.5f, 0.5f, 0.25f, 0.25f)));
  }

  @Test
  void regression() throws IOException {
    assertEquals(
        """
        name,prediction,prediction_2
        "Lee, ""Ann""\",1,1.5
        Bob,,-2.0
        """,
        written(target("1.5\n2.5\n3.5"), NDArray.of(Shape.of(2, 1), 1.5f, -2f)));
  }

  @Test
  void refusesAnOutputOfAnotherShape() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> written(target("1.5\n2.5\n3.5"), NDArray.of(Shape.of(3, 1), 1f, 2f, 3f)));
    assertEquals("an output of shape [3,1] for 2 rows and target 'y'; expected [2,1]", error.getMessage());
  }

  private static String written(TargetColumn target, NDArray output) throws IOException {
    var writer = new StringWriter();
    new PredictionWriter(TABLE, target).write(writer, output);
    return writer.toString();
  }

  private static TargetColumn target(String cells) {
    Table table = Table.parse("y\n" + cells + "\n", "train.csv", Header.PRESENT);
    return TargetColumn.of(table, table.column("y"), null);
  }
}
