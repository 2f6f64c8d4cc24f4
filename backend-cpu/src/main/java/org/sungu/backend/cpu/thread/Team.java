package org.sungu.backend.cpu.thread;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sungu.backend.cpu.kernel.Kernel;

/// Threads that help the calling one with the parts of a kernel.
///
/// Parts are taken one by one, by whoever is free. The caller never waits for a helper that has not begun: on a busy machine, where
/// helpers do not get to run, it simply does all parts itself. Helpers wait actively for a moment after their last part, as the
/// next kernel usually follows at once, and sleep then.
///
/// One call uses the team at a time; others meanwhile do their parts alone. Parts of a few microseconds are shared only while such jobs follow
/// each other so fast that helpers are still awake, and not while there are several callers, who each do best on a processor of their own.
public final class Team {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Desk desk;
  private final AtomicBoolean busy = new AtomicBoolean();
  private boolean started;

  /// @param threads how many work on a kernel, the caller among them
  public Team(int threads) {
    this.desk = new Desk(threads - 1);
  }

  /// A kernel that runs parts which do not depend on each other.
  public Kernel together(Kernel... parts) {
    return parts.length == 1 ? parts[0] : new Parts(this, parts);
  }

  /// A kernel that runs parts of a few microseconds which do not depend on each other.
  ///
  /// @param whole does what all parts do
  public Kernel briefly(Kernel whole, Kernel... parts) {
    return new BriefParts(this, whole, parts);
  }

  private static final class Parts implements Kernel {
    private final Team team;
    private final Kernel[] parts;

    Parts(Team team, Kernel[] parts) {
      this.team = team;
      this.parts = parts;
    }

    @Override
    public void run() {
      team.run(parts);
    }

    @Override
    public void close() {
      for (Kernel part : parts) {
        part.close();
      }
    }
  }

  private void run(Kernel[] parts) {
    if (!desk.hasWorkers() || !busy.compareAndSet(false, true)) {
      for (Kernel part : parts) {
        part.run();
      }
      return;
    }
    try {
      start();
      desk.work(parts);
    } finally {
      busy.set(false);
    }
  }

  private void start() {
    if (!started) {
      started = true;
      desk.start();
      // Helpers know the desk only, so that they end once nobody has the team any more.
      CLEANER.register(this, desk::close);
    }
  }

  /// Does short parts if a helper is likely to be awake.
  BriefParts.Outcome shareBriefly(Kernel[] parts, long now) {
    if (!desk.hasWorkers() || !desk.sharesBrief(now)) {
      return BriefParts.Outcome.LEFT;
    }
    if (!busy.compareAndSet(false, true)) {
      desk.crowded(now);
      return BriefParts.Outcome.LEFT;
    }
    try {
      start();
      if (!desk.isAwake(now)) {
        return BriefParts.Outcome.LEFT;
      }
      return desk.workBriefly(parts) ? BriefParts.Outcome.SHARED : BriefParts.Outcome.DONE;
    } finally {
      busy.set(false);
    }
  }

  /// @param slower whether short parts take longer with helpers than without
  void briefDone(long now, boolean slower) {
    if (slower) {
      desk.crowded(now);
    }
    desk.briefDone(now);
  }
}
