package org.sungu.backend.cpu.thread;

import org.sungu.backend.cpu.kernel.Kernel;

/// Parts of a few microseconds each, which are shared as long as that pays. It does not where a helper has to wait for a processor: so it is measured.
final class BriefParts implements Kernel {
  /// Every so many runs are done alone, to know how long that takes.
  private static final int RUNS_A_TRIAL = 64;
  private static final double SMOOTHING = 1.0 / 16;
  /// One run that was interrupted is not to count more than this many.
  private static final double OUTLIER = 2;
  /// What is expected of sharing until it has been measured.
  private static final double EXPECTED = 0.75;

  /// What has become of parts that were to be shared.
  enum Outcome {
    /// The caller has to do them.
    LEFT,
    /// The caller has done them while no helper came.
    DONE,
    SHARED
  }

  private final Team team;
  private final Kernel whole;
  private final Kernel[] parts;
  private int runs;
  /// Smoothed nanoseconds. Only one thread at a time runs these parts, as they work in the memory of one call.
  private double alone;
  /// Smoothed shares of that.
  private double shared = EXPECTED;

  /// @param whole does what all parts do
  BriefParts(Team team, Kernel whole, Kernel... parts) {
    this.team = team;
    this.whole = whole;
    this.parts = parts;
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    Outcome outcome = runs++ % RUNS_A_TRIAL == 0 ? Outcome.LEFT : team.shareBriefly(parts, start);
    if (outcome == Outcome.LEFT) {
      whole.run();
    }
    long end = System.nanoTime();
    team.briefDone(end, measure(outcome, (double) (end - start)));
  }

  /// Whether sharing takes longer than doing it alone. A helper that is awake and takes nothing waits for a processor, which the system will find for it.
  private boolean measure(Outcome outcome, double nanoseconds) {
    switch (outcome) {
      case LEFT -> alone = alone == 0 ? nanoseconds : alone + SMOOTHING * (Math.min(nanoseconds, OUTLIER * alone) - alone);
      case DONE -> {}
      case SHARED -> shared += SMOOTHING * (Math.min(nanoseconds / alone, OUTLIER) - shared);
    }
    boolean slower = shared > 1;
    if (slower) {
      shared = EXPECTED;
    }
    return slower;
  }

  @Override
  public void close() {
    for (Kernel part : parts) {
      part.close();
    }
    whole.close();
  }
}
