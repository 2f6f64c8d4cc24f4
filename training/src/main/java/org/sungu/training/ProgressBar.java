package org.sungu.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/// Shows how training goes: in a terminal a line per epoch that is redrawn as it fills, elsewhere one plain line per epoch.
public final class ProgressBar implements Callback {
  private static final int WIDTH = 20;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream out;
  private final boolean terminal;
  private long epochStart;
  private long lastDraw;
  private int drawn;

  private ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /// @param terminal whether the stream is a terminal that understands carriage return
  public static ProgressBar of(PrintStream out, boolean terminal) {
    return new ProgressBar(out, terminal);
  }

  @Override
  public void onEpochBegin(TrainingRun run, int epoch) {
    epochStart = System.nanoTime();
    lastDraw = epochStart;
  }

  @Override
  public void onStepEnd(TrainingRun run, int step) {
    if (!terminal) {
      return;
    }
    long now = System.nanoTime();
    if (now - lastDraw >= REDRAW_NANOS) {
      lastDraw = now;
      int filled = WIDTH * (step + 1) / run.steps();
      draw("%d/%d %s%s %s".formatted(step + 1, run.steps(), "━".repeat(filled), "·".repeat(WIDTH - filled), values(run.currentLogs())));
    }
  }

  @Override
  public void onEpochEnd(TrainingRun run, int epoch, Map<String, Double> logs) {
    double seconds = (System.nanoTime() - epochStart) / 1e9;
    String line = String.format(Locale.ROOT, "epoch %d/%d  %.2f s  %s", epoch + 1, run.epochs(), seconds, values(logs));
    if (terminal) {
      draw(line);
      out.println();
      drawn = 0;
    } else {
      out.println(line);
    }
  }

  private void draw(String line) {
    String padding = " ".repeat(Math.max(0, drawn - line.length()));
    drawn = line.length();
    out.print("\r" + line + padding);
    out.flush();
  }

  private static String values(Map<String, Double> logs) {
    StringBuilder text = new StringBuilder();
    logs.forEach((name, value) -> {
      if (!text.isEmpty()) {
        text.append("  ");
      }
      // Errors of prices and the like are easier to read without an exponent.
      text.append(name).append(' ').append(String.format(Locale.ROOT, Math.abs(value) >= 10_000 ? "%.0f" : "%.4g", value));
    });
    return text.toString();
  }
}
