package org.sungu.data.tabular;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Writes a model's predictions as CSV: every row of the table as it was read, and behind it what the model says.
///
/// - [Task#BINARY] (output `[n, 1]`, the positive class's probability): `prediction` (a class name; the positive class above
///   0.5, as Keras's BinaryAccuracy counts) and `probability_<positive class>`.
/// - [Task#MULTICLASS] (output `[n, classes]`, probabilities): `prediction` and one `probability_<class>` per class.
/// - [Task#REGRESSION] (output `[n, 1]`): `prediction`.
///
/// A column of the table that has one of these names keeps it; the new one gets `_2` behind its name.
public final class PredictionWriter {
  private final Table table;
  private final TargetColumn target;

  public PredictionWriter(Table table, TargetColumn target) {
    this.table = table;
    this.target = target;
  }

  /// Writes header and rows; the writer is flushed, not closed.
  ///
  /// @param output the model's output for all rows of the table
  /// @throws IllegalArgumentException if the output's shape does not fit table and task
  public void write(Writer writer, NDArray output) throws IOException {
    Shape expected = Shape.of(table.rowCount(), target.task() == Task.MULTICLASS ? target.classes().size() : 1);
    if (!output.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "an output of shape " + output.shape() + " for " + table.rowCount() + " rows and target '" + target.column()
              + "'; expected " + expected);
    }
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
    csv.writeRecord(header());
    for (int row = 0; row < table.rowCount(); row++) {
      csv.writeRecord(cells(row, output));
    }
    csv.flush();
    writer.flush();
  }

  private List<String> header() {
    var names = new ArrayList<>(table.columnNames());
    addFree(names, "prediction");
    switch (target.task()) {
      case BINARY -> addFree(names, "probability_" + target.classes().get(1));
      case MULTICLASS -> target.classes().forEach(name -> addFree(names, "probability_" + name));
      case REGRESSION -> {}
    }
    return names;
  }

  private static void addFree(List<String> names, String wanted) {
    String name = wanted;
    for (int i = 2; names.contains(name); i++) {
      name = wanted + "_" + i;
    }
    names.add(name);
  }

  private List<String> cells(int row, NDArray output) {
    var cells = new ArrayList<String>();
    for (Column column : table.columns()) {
      cells.add(column.text(row));
    }
    int width = output.shape().size(1);
    int best = 0;
    for (int i = 1; i < width; i++) {
      best = output.getFloat((long) row * width + i) > output.getFloat((long) row * width + best) ? i : best;
    }
    switch (target.task()) {
      case BINARY -> cells.add(target.classes().get(output.getFloat(row) > 0.5f ? 1 : 0));
      case MULTICLASS -> cells.add(target.classes().get(best));
      case REGRESSION -> {}
    }
    for (int i = 0; i < width; i++) {
      cells.add(Float.toString(output.getFloat((long) row * width + i)));
    }
    return cells;
  }
}
