package org.sungu.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sungu.backend.Backend;
import org.sungu.data.tabular.Header;
import org.sungu.data.tabular.Table;
import org.sungu.data.tabular.TabularData;
import org.sungu.format.AtomicFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sungu demo`: the main job on a table that comes with Sungu.
@Command(name = "demo", description = "Train, judge, save and predict on a table that comes with Sungu.")
final class DemoCommand implements Callable<Integer> {
  /// The tables that come with Sungu; the last column of each is the target.
  enum Demo {
    IRIS,
    WINE,
    BREAST_CANCER
  }

  private final Screen screen;

  @Option(names = "--table", paramLabel = "NAME", defaultValue = "breast_cancer", description = "iris, wine or breast_cancer (default: ${DEFAULT-VALUE}).")
  Demo table = Demo.BREAST_CANCER;

  @Option(names = "--output", paramLabel = "FOLDER", defaultValue = "demo", description = "Where model and results go (default: ${DEFAULT-VALUE}).")
  Path output = Path.of("");

  DemoCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    RunFolder.check(output);
    Backend backend = Backends.standard();
    String file = table.name().toLowerCase(Locale.ROOT) + ".csv";
    Table rows = Table.parse(text(file), file, Header.PRESENT);
    screen.out().println("A network learns '" + rows.columnNames().getLast() + "' from the other columns of " + file + ", which comes with Sungu.");
    TrainingOptions options = defaults();
    TabularData data = TabularData.prepare(rows, new TabularData.Options("-1", List.of(), null, 0.2, 0.1, options.seed));
    TableJob.run(data, options, screen, backend, output);
    Path sample = output.resolve(file);
    AtomicFile.writeText(sample, text(file));
    screen.out().println("Wrote the table to " + sample + ".");
    // Through the file, as a user would: what was saved is what predicts.
    PredictCommand predict = new PredictCommand(screen);
    predict.model = output.resolve(RunFolder.MODEL);
    predict.data = sample;
    predict.output = output.resolve("predictions.csv");
    predict.call();
    screen.out().println();
    screen.out().println("Try next:");
    screen.out().println("  ./sungu summary --model " + predict.model);
    screen.out().println("  ./sungu train --data YOUR.csv --target COLUMN");
    screen.out().println("  ./sungu predict --model run/model.keras --data NEW.csv --output predictions.csv");
    return 0;
  }

  private static TrainingOptions defaults() {
    TrainingOptions options = new TrainingOptions();
    new CommandLine(options).parseArgs();
    return options;
  }

  private static String text(String file) {
    try (InputStream in = DemoCommand.class.getResourceAsStream("demo/" + file)) {
      if (in == null) {
        throw new IllegalStateException("resource " + file + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
