package org.sungu.data.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sungu.data.tabular.Messages.assertMessage;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

final class TargetColumnTest {
  @Test
  void twoValuesAreBinaryAndTheLaterIsPositive() {
    assertClasses(Task.BINARY, List.of("0", "1"), target(null, "1", "0", "0", "1"));
    assertClasses(Task.BINARY, List.of("no", "yes"), target(null, "yes", "no", "no", "yes"));
    assertClasses(Task.BINARY, List.of("False", "True"), target(null, "True", "False", "False", "True"));
    assertClasses(Task.BINARY, List.of("9", "10"), target(null, "10", "9", "9", "10"));
    assertClasses(Task.BINARY, List.of("-0.5", "2"), target(null, "2.0", "-0.5", "2", "-0.5"));
  }

  @Test
  void textsAndFewWholeNumbersAreClasses() {
    assertClasses(Task.MULTICLASS, List.of("a", "b", "c"), target(null, "c", "a", "b", "c", "a", "b"));
    assertClasses(Task.MULTICLASS, List.of("2", "10", "11"), target(null, "10", "2", "11", "2.0", "10", "11"));
  }

  @Test
  void otherNumbersAreForRegression() {
    assertClasses(Task.REGRESSION, List.of(), target(null, "1.5", "2", "3", "1.5", "2", "3"));
    assertClasses(Task.REGRESSION, List.of(), target(null, rows(22, i -> Integer.toString(i / 2))));
    // 3 is seen once, so whole numbers need not be classes.
    assertClasses(Task.REGRESSION, List.of(), target(null, "1", "1", "2", "2", "3"));
  }

  @Test
  void theUserMayDecide() {
    assertClasses(Task.REGRESSION, List.of(), target(Task.REGRESSION, "0", "1", "0", "1"));
    assertClasses(Task.MULTICLASS, List.of("0", "1"), target(Task.MULTICLASS, "0", "1", "0", "1"));
    assertClasses(Task.MULTICLASS, List.of("1.5", "2.5", "3.5"), target(Task.MULTICLASS, "1.5", "2.5", "3.5", "3.5", "2.5", "1.5"));
  }

  @Test
  void noneIsAClassAmongTextsButEmptyIsMissing() {
    Table table = table("None", "Apnea", "", "None", "Apnea", "?");
    TargetColumn target = TargetColumn.of(table, table.column("y"), null);
    assertClasses(Task.BINARY, List.of("Apnea", "None"), target);
    assertArrayEquals(
        new double[] {1, 0, Double.NaN, 1, 0, Double.NaN}, target.values(table, table.column("y")));
  }

  @Test
  void classesAreFoundByNumberAndTruthWordsInAnyCase() {
    TargetColumn numbers = target(null, "1", "2", "3", "1", "2", "3");
    Table other = table("3.0", "1");
    assertArrayEquals(new double[] {2, 0}, numbers.values(other, other.column("y")));
    TargetColumn truth = target(null, "yes", "no", "YES", "No");
    Table shouted = table("NO", "Yes");
    assertArrayEquals(new double[] {0, 1}, truth.values(shouted, shouted.column("y")));
  }

  @Test
  void arrays() {
    double[] values = {1, 0, 2};
    int[] rows = {2, 0};
    assertEquals(
        NDArray.of(Shape.of(2, 1), 2, 1), target(null, "a", "b", "c", "a", "b", "c").array(values, rows));
    assertEquals(NDArray.of(Shape.of(2, 1), 2f, 1f), target(Task.REGRESSION, "1", "2", "3").array(values, rows));
    assertEquals(NDArray.of(Shape.of(2, 1), 0f, 1f), target(null, "0", "1", "0", "1").array(values, new int[] {1, 0}));
  }

  @Test
  void targetsThatCannotBeLearnt() {
    assertMessage(
        "t.csv: target 'y' is '4' in all rows; expected at least two different values: choose another target",
        () -> target(null, "4", "4", "4"));
    assertMessage(
        "t.csv: target 'y' is 'a' in all rows; expected at least two different values: choose another target",
        () -> target(null, "", "a", "a"));
    assertMessage(
        "t.csv: target 'y' has no value in any row; expected class names or numbers: choose another target",
        () -> target(null, "", "NaN"));
    assertMessage(
        "t.csv: target 'y' has class 'c' only once (line 4); expected each class at least twice, to learn it and to test it:"
            + " add rows, or remove it or rename it to another class",
        () -> target(null, "a", "a", "c", "b", "b"));
    assertMessage(
        "t.csv: target 'y' has 3 classes only once (a, b, c); expected each class at least twice, to learn it and to test it:"
            + " add rows, or remove it or rename it to another class",
        () -> target(null, "a", "b", "c"));
    assertMessage(
        "t.csv: target 'y' has class '1' only once (line 2); expected each class at least twice, to learn it and to test it:"
            + " add rows, or remove it, or use task regression",
        () -> target(null, "1", "0", "0"));
    assertMessage(
        "t.csv: target 'y' has 30 different texts in 30 rows; expected class names that repeat, or numbers: choose another"
            + " target",
        () -> target(null, rows(30, i -> "t" + i)));
  }

  @Test
  void targetsThatDoNotFitTheTask() {
    assertMessage(
        "t.csv line 3, target 'y': 'b' is not a number; expected numbers in all rows to learn a regression: correct the cell,"
            + " or let the task be classification",
        () -> target(Task.REGRESSION, "1", "b", "1", "b"));
    assertMessage(
        "t.csv line 32, target 'y': 'oops' is not a number; expected numbers in all rows to learn a regression: correct the"
            + " cell or leave it empty to leave the row out",
        () -> target(null, rows(100, i -> i == 30 ? "oops" : i + ".5")));
    assertMessage(
        "t.csv: target 'y' has 3 classes (a, b, c); expected two for task binary: use multiclass, or choose another target",
        () -> target(Task.BINARY, "a", "b", "c", "a"));
    assertMessage(
        "t.csv line 3, target 'y': 'inf' is infinite or too large for a float32; expected a finite number, or an empty cell to"
            + " leave the row out: correct the cell",
        () -> {
          Table table = table("1.5", "inf", "2.5");
          TargetColumn.of(table, table.column("y"), null).values(table, table.column("y"));
        });
  }

  @Test
  void numbersOfDifferentNotations() {
    assertMessage(
        "t.csv: target 'y' has numbers of different notations, such as 1.5 and 1,5; expected one notation in all rows: correct"
            + " the cells",
        () -> target(null, "1.5", "\"2,5\"", "1.5"));
  }

  @Test
  void unknownClassInAnotherTable() {
    TargetColumn target = target(null, "cat", "dog", "cat", "dog");
    Table other = table("cat", "dogs");
    assertMessage(
        "t.csv line 3, target 'y': 'dogs' is not a class that the model knows; did you mean 'dog'?; expected one of cat, dog:"
            + " correct the cell or leave it empty",
        () -> target.values(other, other.column("y")));
  }

  private static void assertClasses(Task task, List<String> classes, TargetColumn target) {
    assertEquals(task, target.task());
    assertEquals(classes, target.classes());
  }

  private static TargetColumn target(@Nullable Task wanted, String... cells) {
    Table table = table(cells);
    return TargetColumn.of(table, table.column("y"), wanted);
  }

  private static Table table(String... cells) {
    var text = new StringBuilder("y,x\n");
    for (String cell : cells) {
      text.append(cell).append(",0\n");
    }
    return Table.parse(text.toString(), "t.csv", Header.PRESENT);
  }

  private static String[] rows(int count, IntFunction<String> cell) {
    return IntStream.range(0, count).mapToObj(cell).toArray(String[]::new);
  }
}
