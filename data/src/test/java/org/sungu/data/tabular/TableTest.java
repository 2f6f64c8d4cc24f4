package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sungu.data.tabular.Messages.assertMessage;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "   "})
  void separatorIsFoundOut(String separator) {
    Table table = parse("age,city,income\n20,Rome,1.5\n30,Oslo,2.5\n".replace(",", separator));
    assertEquals(List.of("age", "city", "income"), table.columnNames());
    assertEquals(List.of("30", "Oslo", "2.5"), row(table, 1));
  }

  @Test
  void semicolonsWithDecimalCommas() {
    Table table = parse("1,5;2,5\n3,5;4,5\n5,5;6,5\n");
    assertEquals(';', table.separator());
    assertEquals(List.of("3,5", "4,5"), row(table, 1));
  }

  @Test
  void quotedCellsMayHoldSeparatorsQuotesAndLineBreaks() {
    Table table = parse("name,note\n\"Lee, Ann\",\"says \"\"hi\"\"\nand goes\"\nBob, \"x\" \n");
    assertEquals(List.of("Lee, Ann", "says \"hi\"\nand goes"), row(table, 0));
    assertEquals(List.of("Bob", "x"), row(table, 1));
    assertEquals(4, table.line(1));
  }

  @Test
  void blanksAroundCellsAndEmptyLinesDoNotCount() {
    Table table = parse("\n a , b\r\n  \r\n 1 ,\u00A02 \r\n3,4\r\n\r\n,\r\n");
    assertEquals(List.of("a", "b"), table.columnNames());
    assertEquals(List.of("1", "2"), row(table, 0));
    assertEquals(2, table.rowCount());
    assertEquals(4, table.line(0));
  }

  @Test
  void blankLinesBetweenRows() {
    Table table = parse("a,b\n1,2\n\n3,4\n   \n5,6\n");
    assertEquals(3, table.rowCount());
    assertEquals(List.of("1", "2"), row(table, 0));
    assertEquals(List.of("5", "6"), row(table, 2));
    assertEquals(6, table.line(2));
  }

  @Test
  void blanksAndTabsMixed() {
    Table table = parse("18.0   8  1\t\"ford a\"\n15.0   6  1\t\"fiat b\"\n");
    assertEquals(List.of("15.0", "6", "1", "fiat b"), row(table, 1));
    assertEquals(2, parse("Ann Lee\t7\nBob Day\t8\n").columns().size());
    assertEquals(3, parse("1\t2\t\t3\n4\t5\t6\n").columns().size());
  }

  @Test
  void oldMacLineEnds() {
    assertEquals(2, parse("a,b\r1,2\r3,4").rowCount());
  }

  @Test
  void excelSeparatorHint() {
    Table table = parse("sep=|\na|b\n1|2\n");
    assertEquals(List.of("a", "b"), table.columnNames());
    assertEquals(3, table.line(0));
  }

  @Test
  void commentsBeforeTheHeader() {
    Table table = parse("# made, by, a, program\n# on Monday\na,b\n1,2\n");
    assertEquals(List.of("a", "b"), table.columnNames());
    assertEquals(4, table.line(0));
    assertEquals(List.of("x", "y"), parse("# x,y\n1,2\n3,4\n").columnNames());
    assertEquals(List.of("#", "Name"), parse("#,Name\n1,Ann\n2,Bob\n").columnNames());
  }

  @Test
  void windowsText() throws IOException {
    Path file = folder.resolve("w.csv");
    Files.write(file, "größe;straße\n1;Süd\n2;5 €\n".getBytes(Charset.forName("windows-1252")));
    Table table = Table.read(file);
    assertEquals(List.of("größe", "straße"), table.columnNames());
    assertEquals("5 €", table.columns().get(1).text(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void byteOrderMarks(String charset) throws IOException {
    Path file = folder.resolve("bom.csv");
    Files.write(file, "\uFEFFa,b\n1,ä\n".getBytes(Charset.forName(charset)));
    Table table = Table.read(file);
    assertEquals(List.of("a", "b"), table.columnNames());
    assertEquals("ä", table.columns().get(1).text(0));
  }

  @Test
  void gzipIsKnownByContent() throws IOException {
    Path file = folder.resolve("packed.csv");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(List.of("1", "2"), row(Table.read(file), 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n3,4\n",
        "a,b\nx,y\nz,y\n",
        "id,1990,name\n1,2,u\n2,3,u\n",
        "0,1,2\n5,6,7\n7,8,9\n",
        ",sex,city\n0,m,Rome\n1,f,Oslo\n",
        "when,what\n2024-01-01,a\n2024-01-02,b\n",
      })
  void headerIsSeen(String text) {
    assertTrue(parse(text).hasHeader());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5.1,3.5,setosa\n4.9,3.0,setosa\n",
        "p,x,s\ne,x,s\np,f,s\n",
        "?,3.5,a\n4.9,3.0,b\n",
        "2024-01-01,a\n2024-01-02,b\n",
        "1,2\n",
      })
  void headerIsMissed(String text) {
    Table table = parse(text);
    assertFalse(table.hasHeader());
    assertEquals("0", table.columnNames().getFirst());
    assertEquals(1, table.line(0));
  }

  @Test
  void namelessColumns() {
    assertEquals(List.of("Unnamed: 0", "a"), parse(",a\n7,1\n9,2\n").columnNames());
    assertEquals(List.of("a", "b", "Unnamed: 2"), parse("a,b\n1,2,\n3,4,\n").columnNames());
    assertEquals(List.of("Unnamed: 0", "mpg", "cyl"), parse("mpg,cyl\nMazda,21,6\nFiat,32,4\n").columnNames());
  }

  @Test
  void columnsByNameOrNumber() {
    Table table = parse("a,b,0\n1,2,3\n4,5,6\n");
    assertEquals("b", table.column("b").name());
    assertEquals("b", table.column("1").name());
    assertEquals("0", table.column("0").name());
    assertEquals("0", table.column("-1").name());
    assertEquals("a", table.column("-3").name());
    assertMessage("t.csv has no column number 3; expected 0 to 2, or -1 for the last, or a name: a, b, 0", () -> table.column("3"));
  }

  @Test
  void unknownColumnSuggestsTheNearest() {
    assertMessage(
        "t.csv has no column 'exited'; did you mean 'Exited'?; its columns are Age, Exited",
        () -> parse("Age,Exited\n1,2\n").column("exited"));
  }

  @Test
  void raggedRows() {
    assertMessage(
        "t.csv line 3 has 1 cell; expected 2, as many as the header (line 1) names: correct the line, or put text that holds"
            + " ',' between double quotes",
        () -> parse("a,b\n1,2\n3\n4,5\n"));
    assertMessage(
        "t.csv line 3 has 3 cells; expected 2, as in most rows: correct the line, or put text that holds ',' between double"
            + " quotes",
        () -> parse("1,2\n1,2\n3,4,5\n4,5\n"));
  }

  @Test
  void unclosedQuote() {
    assertMessage(
        "t.csv line 3: a quoted cell does not end properly; expected a closing \" followed by ',' or the end of the line:"
            + " write a quote inside a quoted cell as \"\"",
        () -> parse("a,b\n1,2\n3,\"4\n5,6\n"));
  }

  @Test
  void twoColumnsOfOneName() {
    assertMessage(
        "t.csv has two columns named 'a' (numbers 0 and 2); expected distinct names: rename one in the header row",
        () -> parse("a,b,a\n1,2,3\n"));
  }

  @Test
  void headerOnly() {
    assertMessage(
        "t.csv has a header but no rows; expected data below the header row (names found: a, b)", () -> parse("a,b\n"));
  }

  @Test
  void unreadableFiles() throws IOException {
    Path missing = folder.resolve("none.csv");
    assertMessage("no such file: " + missing + "; expected a CSV file: check the path", () -> Table.read(missing));
    assertMessage(folder + " is a folder; expected a CSV file", () -> Table.read(folder));
    Path empty = Files.writeString(folder.resolve("empty.csv"), " \n\n");
    assertMessage(empty + " is empty; expected a CSV table with a header row and data rows", () -> Table.read(empty));
    Path binary = Files.write(folder.resolve("b.csv"), new byte[] {1, 2, 0, 4, 'a', ',', 0});
    assertMessage(
        binary + " holds binary data; expected CSV text: save or export the table as .csv", () -> Table.read(binary));
    Path workbook = Files.write(folder.resolve("b.xlsx"), new byte[] {'P', 'K', 3, 4, 0, 0});
    assertMessage(
        workbook + " is a ZIP archive or an Excel workbook; expected CSV text: save or export the table as .csv",
        () -> Table.read(workbook));
    Path cut = Files.write(folder.resolve("cut.csv.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 1});
    assertMessage(
        cut + " is a damaged gzip file (Unexpected end of ZLIB input stream); expected a whole one: fetch or pack it again",
        () -> Table.read(cut));
  }

  private static Table parse(String text) {
    return Table.parse(text, "t.csv", Header.DETECT);
  }

  private static List<String> row(Table table, int row) {
    var cells = new ArrayList<String>();
    for (Column column : table.columns()) {
      cells.add(column.text(row));
    }
    return cells;
  }
}
