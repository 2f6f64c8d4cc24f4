package org.sungu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.format.npz.Npz;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Input that cannot be used: one line that says what to do, exit code 2, and nothing written.
final class BadInputTest {
  private static final String HEADER = "size,colour,answer\n";

  @TempDir Path folder;
  private Path output = Path.of("");

  @BeforeEach
  void chooseOutput() {
    output = folder.resolve("run");
  }

  @AfterEach
  void nothingWasWritten() {
    assertFalse(Files.exists(output), "an output folder was made");
    assertFalse(Files.exists(folder.resolve("predictions.csv")), "predictions were written");
  }

  private Run train(Path data, Object... more) {
    return Run.of(Stream.concat(Stream.of("train", "--data", data, "--output", output), Arrays.stream(more)).toArray());
  }

  private Path table(String text) {
    return Tables.write(folder.resolve("table.csv"), text);
  }

  private static String rows(String... answers) {
    var text = new StringBuilder(HEADER);
    for (int i = 0; i < answers.length; i++) {
      text.append(i * 37 % 11).append('.').append(i).append(i % 2 == 0 ? ",red," : ",blue,").append(answers[i]).append('\n');
    }
    return text.toString();
  }

  private static String[] answers(int count, String first, String second) {
    String[] answers = new String[count];
    Arrays.setAll(answers, i -> i % 3 == 0 ? first : second);
    return answers;
  }

  @Test
  void filesThatAreNoTables() {
    train(folder.resolve("absent.csv"), "--target", "answer").refused("absent.csv");
    train(folder, "--target", "answer").refused(folder.toString());
    train(table(""), "--target", "answer").refused("table.csv", "empty");
    train(table(HEADER), "--target", "answer").refused("table.csv");
    train(table(HEADER + "1,red,yes\n2,blue\n3,red,no\n"), "--target", "answer").refused("line 3");
  }

  @Test
  void targetsThatCannotBeLearnt() {
    Path good = table(rows(answers(30, "yes", "no")));
    train(good).refused("--target", "size, colour, answer");
    train(good, "--target", "anwser").refused("'anwser'", "'answer'");
    train(good, "--target", "7").refused("7");
    train(good, "--target", "answer", "--drop", "answer").refused("dropped");
    train(good, "--target", "answer", "--drop", "color").refused("'colour'");
    train(good, "--target", "answer", "--task", "regression").refused("not a number");
    train(good, "--target", "answer", "--drop", "size,colour").refused("no column to learn");
    train(table(rows(answers(30, "yes", "yes"))), "--target", "answer").refused("in all rows");
    String[] once = answers(30, "yes", "no");
    once[7] = "perhaps";
    train(table(rows(once)), "--target", "answer").refused("'perhaps' only once");
  }

  @ParameterizedTest
  @CsvSource({"inf", "-Infinity", "1e999"})
  void numbersThatAreNotFinite(String number) {
    String text = rows(answers(30, "yes", "no")) + number + ",red,yes\n";
    train(table(text), "--target", "answer").refused("line 32", "size");
  }

  static Stream<Arguments> options() {
    return Stream.of(
        Arguments.of("--layers 0", "--layers is [0]; expected positive"),
        Arguments.of("--layers x", "'x' is not an int"),
        Arguments.of("--dropout 1", "--dropout is 1.0; expected at least 0 and below 1"),
        Arguments.of("--dropout NaN", "--dropout"),
        Arguments.of("--activation rleu", "relu"),
        Arguments.of("--optimizer adma", "adam"),
        Arguments.of("--learning-rate -1", "--learning-rate is -1.0; expected a positive"),
        Arguments.of("--learning-rate high", "'high' is not a double"),
        Arguments.of("--epochs 0", "--epochs is 0; expected at least 1"),
        Arguments.of("--epochs 1.5", "'1.5' is not an int"),
        Arguments.of("--batch-size 0", "--batch-size is 0; expected at least 1"),
        Arguments.of("--patience 0", "--patience is 0; expected at least 1"),
        Arguments.of("--seed abc", "'abc' is not a long"),
        Arguments.of("--validation 1", "--validation is 1.0; expected"),
        Arguments.of("--test -0.1", "--test is -0.1; expected"),
        Arguments.of("--task clustering", "multiclass"),
        Arguments.of("--precision float16", "expected one of float32, mixed_bfloat16"),
        Arguments.of("--bathc-size 8", "--batch-size"));
  }

  @ParameterizedTest
  @MethodSource("options")
  void optionsOutOfRange(String options, String message) {
    Path data = table(rows(answers(30, "yes", "no")));
    train(data, Stream.concat(Stream.of("--target", "answer"), Arrays.stream(options.split(" "))).toArray()).refused(message);
  }

  @Test
  void commandsThatAreNone() {
    Run.of("trian").refused("train", "--help");
    Run.of("train").refused("--data");
    Run.of("demo", "--table", "roses").refused("iris");
  }

  @Test
  void placesThatCannotBeWrittenTo() throws IOException {
    Path data = table(rows(answers(30, "yes", "no")));
    Path file = Files.writeString(folder.resolve("file"), "kept");
    Run.of("train", "--data", data, "--target", "answer", "--output", file).refused("is a file");
    Run.of("train", "--data", data, "--target", "answer", "--output", file.resolve("run")).refused("is a file");
    Run.of("train", "--data", data, "--target", "answer", "--output", data).refused("is a file");
    Run.of("demo", "--output", file).refused("is a file");
    assertEquals("kept", Files.readString(file));
    assertTrue(Files.readString(data).startsWith(HEADER));
  }

  @Test
  void foldersOfOthers() {
    Path locked = folder.resolve("locked");
    assertTrue(locked.toFile().mkdir() && locked.toFile().setWritable(false));
    assumeFalse(Files.isWritable(locked), "this user may write everywhere");
    Path data = table(rows(answers(30, "yes", "no")));
    Run.of("train", "--data", data, "--target", "answer", "--output", locked.resolve("run")).refused("nothing can be written");
  }

  @Test
  void aLearningRateWithWhichNothingIsLearnt() {
    var text = new StringBuilder("a,b\n");
    for (int i = 0; i < 64; i++) {
      text.append(i * i % 61).append('.').append(i).append(',').append(i * 7 % 50).append(".5").append(i).append('\n');
    }
    train(table(text.toString()), "--target", "b", "--optimizer", "sgd", "--learning-rate", "1e30", "--epochs", "5").refused("loss is", "--learning-rate");
  }

  @Test
  void modelsAndTablesThatDoNotFit() throws IOException {
    Path data = Tables.write(folder, "binary", true);
    Path models = folder.resolve("models");
    Run.of("train", "--data", data, "--target", "answer", "--output", models, "--epochs", 1).succeeded();
    Path model = models.resolve("model.keras");
    Path predictions = folder.resolve("predictions.csv");

    for (String command : List.of("predict", "evaluate", "summary")) {
      Path absent = folder.resolve("absent.keras");
      Path truncated = folder.resolve("truncated.keras");
      byte[] bytes = Files.readAllBytes(model);
      for (int length : new int[] {0, 1, 100, bytes.length / 2, bytes.length - 1}) {
        Files.write(truncated, Arrays.copyOf(bytes, length));
        run(command, truncated, data, predictions).refused("truncated.keras");
      }
      run(command, absent, data, predictions).refused("absent.keras");
      run(command, data, data, predictions).refused("binary.csv");
      run(command, folder, data, predictions).refused(folder.toString());
    }

    List<String> lines = Files.readAllLines(data);
    Path strange = folder.resolve("strange.csv");
    Tables.write(strange, lines.get(0).replace("colour", "color") + "\n" + lines.get(1) + "\n");
    run("predict", model, strange, predictions).refused("'colour'", "'color'");
    Tables.write(strange, lines.get(0) + "\nlarge" + lines.get(1).substring(lines.get(1).indexOf(',')) + "\n");
    run("predict", model, strange, predictions).refused("line 2", "size", "large");
    Tables.write(strange, lines.get(0) + "\n" + lines.get(1).replaceAll("(yes|no)$", "perhaps") + "\n");
    run("evaluate", model, strange, predictions).refused("perhaps", "yes");
    Tables.write(strange, "a,b\n1,2\n");
    run("predict", model, strange, predictions).refused("none of the columns");
    run("predict", model, folder.resolve("absent.csv"), predictions).refused("absent.csv");
    String before = Files.readString(data);
    run("predict", model, data, data).refused("--output", "--data");
    run("predict", model, data, model).refused("--output", "--model");
    run("predict", model, data, folder.resolve("absent/predictions.csv")).refused("folder does not exist");
    assertEquals(before, Files.readString(data));

    Path arrays = folder.resolve("x.npz");
    Npz.write(arrays, Map.of("x0", NDArray.of(Shape.of(2, 1), 1f, Float.NaN)));
    run("predict", model, arrays, predictions).refused("npz");
    run("predict", model, arrays, folder.resolve("y.npz")).refused("NaN", "x0");
    train(arrays, "--model", model, "--layers", "3").refused("--layers does not go with --model");
    train(arrays, "--target", "answer").refused("--model");
    train(data, "--model", model).refused(".npz");
  }

  private static Run run(String command, Path model, Path data, Path predictions) {
    return switch (command) {
      case "predict" -> Run.of(command, "--model", model, "--data", data, "--output", predictions);
      case "evaluate" -> Run.of(command, "--model", model, "--data", data);
      default -> Run.of(command, "--model", model);
    };
  }

  /// The network is read, but how it was compiled is not.
  @Test
  void anHdf5ModelToTrain() {
    Path model = Path.of("../../shared/models/churn_ann_h5/model.h5");
    assumeTrue(Files.isRegularFile(model), "there is no file " + model);
    Path arrays = folder.resolve("x.npz");
    Npz.write(arrays, Map.of("x0", NDArray.zeros(DType.FLOAT32, Shape.of(2, 11)), "y0", NDArray.zeros(DType.FLOAT32, Shape.of(2, 1))));
    train(arrays, "--model", model).refused("HDF5", "optimizer", ".keras");
  }
}
