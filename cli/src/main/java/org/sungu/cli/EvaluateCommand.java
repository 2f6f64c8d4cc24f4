package org.sungu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.sungu.data.ArrayDataset;
import org.sungu.data.tabular.Table;
import org.sungu.data.tabular.TabularSchema;
import org.sungu.data.tabular.UnseenCategories;
import org.sungu.format.FormatException;
import org.sungu.training.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sungu evaluate`: how good a model is on data with known answers.
@Command(name = "evaluate", sortOptions = false, description = "Compute a compiled .keras model's loss and metrics on a CSV file or an .npz with the answers.")
final class EvaluateCommand implements Callable<Integer> {
  private final Screen screen;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The .keras model.")
  Path model = Path.of("");

  @Option(names = "--data", required = true, paramLabel = "FILE", description = "A CSV file with the target column, or an .npz with x0, x1, … and y.")
  Path data = Path.of("");

  @Option(names = "--allow-unseen", description = "Take categories that training did not have as one unknown category.")
  boolean allowUnseen;

  EvaluateCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    try (TableModel loaded = TableModel.read(model, Backends.standard(), 0)) {
      Compiled.require(loaded.model(), model, "a loss");
      if (ArrayFile.isArrayFile(data)) {
        print(loaded.model().evaluate(ArrayFile.read(data).dataset(loaded.model())));
      } else {
        TabularSchema schema = loaded.schema().orElseThrow(() -> new FormatException(model
            + " was not trained with a table; expected --data as an .npz with the members x0, x1, … and y"));
        evaluateTable(loaded.model(), schema);
      }
    }
    return 0;
  }

  private void evaluateTable(Model network, TabularSchema schema) {
    Table table = schema.read(data);
    double[] targets = schema.targetValues(table);
    int[] rows = IntStream.range(0, targets.length).filter(row -> !Double.isNaN(targets[row])).toArray();
    ArrayDataset dataset = ArrayDataset.of(
        schema.inputs(table, rows, allowUnseen ? UnseenCategories.ALLOW : UnseenCategories.REJECT), schema.target().array(targets, rows));
    Map<String, Double> values = network.evaluate(dataset, List.of(TableTraining.metrics(schema.target().task())));
    print(TableTraining.comparable(values, schema.target().task()));
    screen.out().println();
    screen.out().print(TableReport.errors(schema.target(), dataset.targets().getFirst(), network.predict(dataset.inputs()).getFirst()));
  }

  private void print(Map<String, Double> values) {
    TextTable table = new TextTable();
    values.forEach((name, value) -> table.row(List.of(name, TextTable.number(value))));
    screen.out().print(table);
  }
}
