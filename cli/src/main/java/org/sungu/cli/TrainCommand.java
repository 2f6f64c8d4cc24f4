package org.sungu.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.Backend;
import org.sungu.data.tabular.Table;
import org.sungu.data.tabular.TabularData;
import org.sungu.data.tabular.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sungu train`: a network for a table, or more training for a model.
@Command(name = "train", description = "Train a network on a CSV file, or go on training a compiled .keras model on arrays.")
final class TrainCommand implements Callable<Integer> {
  private final Screen screen;

  @Option(names = "--data", required = true, paramLabel = "FILE", description = "A CSV file (plain or .gz), or an .npz with x0, x1, … and y.")
  Path data = Path.of("");

  @Option(names = "--target", paramLabel = "COLUMN", description = "The column to predict: its name, or its number from 0 (-1 is the last).")
  @Nullable String target;

  @Option(names = "--drop", split = ",", paramLabel = "COLUMN", description = "Columns that are not to be used.")
  List<String> drop = List.of();

  @Option(names = "--task", paramLabel = "TASK", description = "binary, multiclass or regression (default: what the target looks like).")
  @Nullable Task task;

  @Option(names = "--output", paramLabel = "FOLDER", defaultValue = "run", description = "Where model and results go (default: ${DEFAULT-VALUE}).")
  Path output = Path.of("");

  @Option(names = "--validation", paramLabel = "SHARE", defaultValue = "0.1",
      description = "Share of the training rows that decide when to stop (default: ${DEFAULT-VALUE}).")
  double validation;

  @Option(names = "--test", paramLabel = "SHARE", defaultValue = "0.2", description = "Share of all rows to test with (default: ${DEFAULT-VALUE}).")
  double test;

  @Option(names = "--model", paramLabel = "FILE", description = "A compiled .keras model to go on training, with an .npz.")
  @Nullable Path model;

  @Mixin TrainingOptions options = new TrainingOptions();

  TrainCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    options.check();
    RunFolder.check(output);
    Backend backend = Backends.standard();
    if (model != null) {
      new ArrayTraining(backend, options, screen).run(model, data, validation, output);
      return 0;
    }
    if (ArrayFile.isArrayFile(data)) {
      throw new IllegalArgumentException("--data " + data + " holds arrays, which need a network; expected --model with a compiled .keras model, or a CSV file with --target");
    }
    Table table = Table.read(data);
    if (target == null) {
      throw new IllegalArgumentException("--target is missing; expected the column to predict, one of " + String.join(", ", table.columnNames()));
    }
    TabularData prepared = TabularData.prepare(table, new TabularData.Options(target, drop, task, test, validation, options.seed));
    TableJob.run(prepared, options, screen, backend, output);
    screen.out().println("Try next: ./sungu predict --model " + output.resolve(RunFolder.MODEL) + " --data " + data + " --output predictions.csv");
    return 0;
  }
}
