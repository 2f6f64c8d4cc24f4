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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `sungu train`: a network for a table, or more training for a model.
@Command(name = "train", sortOptions = false, abbreviateSynopsis = true,
    description = "Train a network on a CSV file, or go on training a compiled .keras model on arrays.")
final class TrainCommand implements Callable<Integer> {
  private static final int SHOWN = 30;
  /// What says how to read a table or build a network, and so has no meaning for a model that is there.
  private static final List<String> TABLE_OPTIONS =
      List.of("--target", "--drop", "--task", "--test", "--layers", "--activation", "--dropout", "--optimizer", "--learning-rate", "--patience");

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

  @Option(names = "--validation", paramLabel = "SHARE",
      description = "Share of the training rows that decide when to stop (default: 0.1). With --model the share of the samples, taken from the end, to validate with (default: 0).")
  @Nullable Double validation;

  @Option(names = "--test", paramLabel = "SHARE", defaultValue = "0.2", description = "Share of all rows to test with (default: ${DEFAULT-VALUE}).")
  double test;

  @Option(names = "--model", paramLabel = "FILE", description = "A compiled .keras model to go on training, with an .npz.")
  @Nullable Path model;

  @Mixin TrainingOptions options = new TrainingOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  TrainCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    options.check();
    checkShare("--validation", validation);
    checkShare("--test", test);
    RunFolder.check(output);
    Backend backend = Backends.standard();
    if (model != null) {
      rejectTableOptions();
      new ArrayTraining(backend, options, screen).run(model, data, validation == null ? 0 : validation, output);
      return 0;
    }
    if (ArrayFile.isArrayFile(data)) {
      throw new IllegalArgumentException("--data " + data + " holds arrays, which need a network; expected --model with a compiled .keras model, or a CSV file with --target");
    }
    Table table = Table.read(data);
    if (target == null) {
      throw new IllegalArgumentException("--target is missing; expected the column to predict, by name or number: " + listed(table.columnNames()));
    }
    TabularData prepared = TabularData.prepare(table, new TabularData.Options(target, drop, task, test, validation == null ? 0.1 : validation, options.seed));
    TableJob.run(prepared, options, screen, backend, output);
    screen.out().println("Try next: ./sungu predict --model " + output.resolve(RunFolder.MODEL) + " --data " + data + " --output predictions.csv");
    return 0;
  }

  private static void checkShare(String option, @Nullable Double share) {
    TrainingOptions.require(share == null || (share >= 0 && share < 1), option, share, "a share of at least 0 and below 1, such as 0.2");
  }

  private static String listed(List<String> names) {
    return String.join(", ", names.size() > SHOWN ? names.subList(0, SHOWN) : names) + (names.size() > SHOWN ? ", …" : "");
  }

  private void rejectTableOptions() {
    for (String option : TABLE_OPTIONS) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new IllegalArgumentException(option + " does not go with --model, which goes on training a network as it was built and compiled;"
            + " expected --epochs, --batch-size, --validation, --seed, --precision and --no-shuffle at most. Leave " + option + " out");
      }
    }
  }
}
