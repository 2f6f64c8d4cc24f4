package org.sungu.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sungu summary`: what a model is made of.
@Command(name = "summary", description = "Show the layers, shapes and numbers of parameters of a .keras model.")
final class SummaryCommand implements Callable<Integer> {
  private final Screen screen;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "The .keras model.")
  Path model = Path.of("");

  SummaryCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    try (TableModel loaded = TableModel.readToPredict(model, Backends.standard())) {
      screen.out().println(loaded.model().summary());
    }
    return 0;
  }
}
