package org.sungu.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sungu.data.tabular.TargetColumn;
import org.sungu.data.tabular.Task;
import org.sungu.tensor.NDArray;

/// Says how good a model is, in words and small tables.
final class TableReport {
  private static final int MOST_CLASSES = 12;

  private TableReport() {}

  /// The network beside the baselines, and whether it is worth it.
  static String comparison(TableTraining.Result result) {
    Task task = result.data().schema().target().task();
    Map<String, Double> test = TableTraining.comparable(result.test(), task);
    List<String> names = List.copyOf(test.keySet());
    List<String> header = new ArrayList<>(List.of("on " + result.data().test().size() + " test rows"));
    header.addAll(names);
    TextTable table = new TextTable().row(header);
    table.row(cells("network", test, names));
    table.row(cells("linear model", result.linear(), names));
    table.row(cells(task == Task.REGRESSION ? "always the mean" : "always the majority", result.constant(), names));
    return table + verdict(result, task);
  }

  private static String verdict(TableTraining.Result result, Task task) {
    String measure = task == Task.REGRESSION ? "rmse" : "accuracy";
    double network = result.test().getOrDefault(measure, Double.NaN);
    double linear = result.linear().getOrDefault(measure, Double.NaN);
    boolean better = task == Task.REGRESSION ? network < linear : network > linear;
    if (better) {
      return "The network beats the linear model (" + measure + " " + TextTable.number(network) + " against " + TextTable.number(linear) + ").\n";
    }
    return "The network does not beat the linear model (" + measure + " " + TextTable.number(network) + " against " + TextTable.number(linear)
        + "): the linear one is simpler; more rows, other columns, --layers or --dropout may change that.\n";
  }

  private static List<String> cells(String name, Map<String, Double> values, List<String> names) {
    List<String> cells = new ArrayList<>(List.of(name));
    names.forEach(key -> cells.add(TextTable.number(values.getOrDefault(key, Double.NaN))));
    return cells;
  }

  /// The confusion matrix, or the quantiles of the errors.
  static String errors(TargetColumn target, NDArray actual, NDArray predicted) {
    return switch (target.task()) {
      case BINARY, MULTICLASS -> confusion(target, actual, predicted);
      case REGRESSION -> quantiles(actual, predicted);
    };
  }

  private static String confusion(TargetColumn target, NDArray actual, NDArray predicted) {
    List<String> classes = target.classes();
    int[][] counts = new int[classes.size()][classes.size()];
    int width = predicted.shape().size(-1);
    for (int i = 0; i < actual.elementCount(); i++) {
      counts[(int) actual.getLong(i)][predictedClass(predicted, i, width)]++;
    }
    if (classes.size() > MOST_CLASSES) {
      return "(the confusion matrix of " + classes.size() + " classes is too wide to print)\n";
    }
    List<String> header = new ArrayList<>(List.of("actual \\ predicted"));
    header.addAll(classes);
    header.addAll(List.of("recall", "precision"));
    TextTable table = new TextTable().row(header);
    for (int k = 0; k < classes.size(); k++) {
      int column = k;
      int all = Arrays.stream(counts[k]).sum();
      int said = Arrays.stream(counts).mapToInt(row -> row[column]).sum();
      List<String> cells = new ArrayList<>(List.of(classes.get(k)));
      Arrays.stream(counts[k]).forEach(count -> cells.add(Integer.toString(count)));
      cells.add(share(counts[k][k], all));
      cells.add(share(counts[k][k], said));
      table.row(cells);
    }
    return table.toString();
  }

  private static int predictedClass(NDArray predicted, int row, int width) {
    if (width == 1) {
      return predicted.getFloat(row) > 0.5f ? 1 : 0;
    }
    int best = 0;
    for (int k = 1; k < width; k++) {
      if (predicted.getFloat((long) row * width + k) > predicted.getFloat((long) row * width + best)) {
        best = k;
      }
    }
    return best;
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.3f", (double) part / whole);
  }

  private static String quantiles(NDArray actual, NDArray predicted) {
    int rows = Math.toIntExact(actual.elementCount());
    double[] errors = new double[rows];
    for (int i = 0; i < rows; i++) {
      errors[i] = predicted.getDouble(i) - actual.getDouble(i);
    }
    Arrays.sort(errors);
    List<String> header = new ArrayList<>(List.of("quantile"));
    List<String> cells = new ArrayList<>(List.of("predicted - actual"));
    for (int percent : new int[] {5, 25, 50, 75, 95}) {
      header.add(percent + "%");
      cells.add(TextTable.number(errors[Math.min(rows - 1, rows * percent / 100)]));
    }
    return new TextTable().row(header).row(cells).toString();
  }
}
