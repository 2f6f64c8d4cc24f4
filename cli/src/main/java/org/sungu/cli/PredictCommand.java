package org.sungu.cli;

import java.nio.charset.StandardCharsets;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.sungu.data.tabular.PredictionWriter;
import org.sungu.data.tabular.Table;
import org.sungu.data.tabular.TabularSchema;
import org.sungu.data.tabular.UnseenCategories;
import org.sungu.format.AtomicFile;
import org.sungu.format.FormatException;
import org.sungu.format.npz.Npz;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sungu predict`: what a model says of every row or sample.
@Command(name = "predict", sortOptions = false, description = "Let a .keras model predict: the rows of a CSV file, or arrays.")
final class PredictCommand implements Callable<Integer> {
  private final Screen screen;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The .keras model.")
  Path model = Path.of("");

  @Option(names = "--data", required = true, paramLabel = "FILE", description = "A CSV file with the columns of training, or an .npz with x0, x1, ….")
  Path data = Path.of("");

  @Option(names = "--output", required = true, paramLabel = "FILE", description = "Where the predictions go: a CSV file, or an .npz with y0, y1, ….")
  Path output = Path.of("");

  @Option(names = "--allow-unseen", description = "Take categories that training did not have as one unknown category.")
  boolean allowUnseen;

  PredictCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    rejectOverwriting("--data", data);
    rejectOverwriting("--model", model);
    try (TableModel loaded = TableModel.readToPredict(model, Backends.standard())) {
      if (ArrayFile.isArrayFile(data)) {
        predictArrays(loaded);
      } else {
        TabularSchema schema = loaded.schema().orElseThrow(() -> new FormatException(model
            + " was not trained with a table; expected --data as an .npz with the members x0, x1, … in the order of its inputs " + loaded.model().inputNames()));
        predictTable(loaded, schema);
      }
    }
    return 0;
  }

  private void rejectOverwriting(String option, Path input) {
    if (output.toAbsolutePath().normalize().equals(input.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException("--output " + output + " is the file of " + option + "; expected another one, so that the input stays as it is");
    }
  }

  private void predictArrays(TableModel loaded) {
    if (!ArrayFile.isArrayFile(output)) {
      throw new IllegalArgumentException("--output " + output + " is no .npz; expected one, as --data is");
    }
    List<NDArray> outputs = loaded.model().predict(ArrayFile.read(data).inputs(loaded.model()));
    Map<String, HostArray> members = new LinkedHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      members.put("y" + i, outputs.get(i));
    }
    Npz.write(output, members);
    screen.out().println("Wrote the predictions for " + outputs.getFirst().shape().size(0) + " samples to " + output + ".");
  }

  private void predictTable(TableModel loaded, TabularSchema schema) {
    Table table = schema.read(data);
    int[] rows = IntStream.range(0, table.rowCount()).toArray();
    List<String> unknown = schema.unknownColumns(table);
    if (!unknown.isEmpty()) {
      screen.out().println("note: training did not know " + String.join(", ", unknown) + "; not used");
    }
    Map<String, HostArray> inputs = schema.inputs(table, rows, allowUnseen ? UnseenCategories.ALLOW : UnseenCategories.REJECT);
    NDArray predictions = loaded.model().predict(inputs).getFirst();
    PredictionWriter writer = new PredictionWriter(table, schema.target());
    AtomicFile.write(output, out -> writer.write(new OutputStreamWriter(out, StandardCharsets.UTF_8), predictions));
    screen.out().println("Wrote the predictions for " + rows.length + " rows to " + output + ".");
  }
}
