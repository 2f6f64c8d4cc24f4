package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnTypesTest {
  @Test
  void numbers() {
    ColumnType plain = new ColumnType.Numeric(NumberFormat.PLAIN, List.of());
    assertEquals(plain, type("x", "1", "2.5", "-3e2"));
    assertEquals(plain, type("x", "0", "1", "0", "1"));
    assertEquals(plain, type("x", "1", "", "NA", "N/A", "NaN", "nan", "null", "None", "?", "-", "2"));
    assertEquals(new ColumnType.Numeric(NumberFormat.GROUPED, List.of()), type("x", "\"1,234.5\"", "\"1,000\"", "7"));
    assertEquals(new ColumnType.Numeric(NumberFormat.GROUPED, List.of()), type("x", "12%", "7.5%"));
  }

  @Test
  void decimalCommasInFilesOfSemicolons() {
    Table table = Table.parse("x;y\n1,234;2\n1,5;3\n", "t.csv", Header.PRESENT);
    assertEquals(
        new ColumnType.Numeric(NumberFormat.DECIMAL_COMMA, List.of()), ColumnTypes.of(table, table.columns().getFirst()));
  }

  @Test
  void nearlyAllNumbers() {
    ColumnType type = type("x", rows(100, i -> i == 40 ? "unknown" : i == 60 ? "broken" : Integer.toString(i * 7)));
    assertEquals(new ColumnType.Numeric(NumberFormat.PLAIN, List.of("unknown", "broken")), type);
    assertEquals(new ColumnType.Categorical(4), type("x", rows(100, i -> i == 40 ? "3+" : Integer.toString(i % 3))));
  }

  @ParameterizedTest
  @CsvSource({"true,false", "Yes,no", "T,F", "y,n", "ON,off"})
  void truthWords(String one, String other) {
    assertEquals(new ColumnType.Truth(), type("x", one, other, "", one));
  }

  @Test
  void categories() {
    assertEquals(new ColumnType.Categorical(3), type("x", "red", "blue", "red", "yes"));
    assertEquals(new ColumnType.Categorical(1), type("x", "red", "", "red"));
  }

  @Test
  void dates() {
    assertEquals(new ColumnType.Date(DatePattern.YEAR_MONTH_DAY), type("x", "2024-01-31", "", "2024-02-01"));
    assertEquals(new ColumnType.Date(DatePattern.MONTH_DAY_YEAR), type("x", "1/2/2024", "3/4/2024"));
    assertEquals(new ColumnType.Date(DatePattern.DAY_MONTH_YEAR), type("x", "1/2/2024", "13/4/2024"));
    assertEquals(new ColumnType.Date(DatePattern.DAY_MONTH_YEAR), type("x", "1.2.2024", "3.4.2024"));
    assertEquals(new ColumnType.Date(DatePattern.YEAR_MONTH), type("x", "1949-01", "1949-02"));
  }

  @Test
  void columnsWithNothingToLearnFrom() {
    assertDropped("no value in any row", type("x", "", "NA", "?"));
    assertDropped("the same value 3 in all rows", type("x", "3", "3.0", "3"));
    assertDropped("the same value 'a' in all rows", type("x", "a", "a"));
    assertDropped("row numbers", type("x", rows(20, Integer::toString)));
    assertDropped("row numbers", type("x", rows(20, i -> Integer.toString(i + 1))));
    assertDropped("an identifier, another number in each row", type("CustomerId", "17", "4", "9"));
    assertDropped("another text in each row", type("x", "a", "b", "c"));
    assertDropped("90 different texts in 100 rows, most of them rare", type("x", rows(100, i -> "t" + i % 90)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "ID", "Id", "user_id", "RowNumber", "rownum", "passengerid", "PassengerId", "Unnamed: 0", "index", "uuid", "#"})
  void identifierNames(String name) {
    assertDropped("an identifier, another number in each row", type(name, "17", "4", "9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"paid", "humid", "acid", "grid", "price", "width", "Valid", "number_of_rooms"})
  void otherNames(String name) {
    assertEquals(new ColumnType.Numeric(NumberFormat.PLAIN, List.of()), type(name, "17", "4", "9"));
  }

  @Test
  void firstColumnWithoutAName() {
    Table far = Table.parse("8670,1.5\n913535,2.5\n12,3.5\n", "t.csv", Header.ABSENT);
    assertDropped("an identifier, another number in each row", ColumnTypes.of(far, far.columns().getFirst()));
    Table near = Table.parse("8,1.5\n9,2.5\n12,3.5\n", "t.csv", Header.ABSENT);
    assertEquals(new ColumnType.Numeric(NumberFormat.PLAIN, List.of()), ColumnTypes.of(near, near.columns().getFirst()));
  }

  @Test
  void identifiersThatRepeatOrHaveFractionsStay() {
    ColumnType numeric = new ColumnType.Numeric(NumberFormat.PLAIN, List.of());
    assertEquals(numeric, type("id", "17", "4", "4"));
    assertEquals(numeric, type("id", "17.5", "4", "3"));
    assertEquals(numeric, type("year", rows(20, i -> Integer.toString(1990 + i))));
  }

  private static void assertDropped(String reason, ColumnType type) {
    assertEquals(new ColumnType.Dropped(reason), type);
  }

  private static String[] rows(int count, IntFunction<String> cell) {
    return IntStream.range(0, count).mapToObj(cell).toArray(String[]::new);
  }

  private static ColumnType type(String name, String... cells) {
    String text = IntStream.range(0, cells.length).mapToObj(i -> cells[i] + ",other" + i).collect(Collectors.joining("\n"));
    Table table = Table.parse("\"" + name + "\",o\n" + text + "\n", "t.csv", Header.PRESENT);
    return ColumnTypes.of(table, table.columns().getFirst());
  }
}
