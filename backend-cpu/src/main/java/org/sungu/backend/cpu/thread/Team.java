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
/// One call uses the team at a time; others meanwhile do their parts alone.
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
      if (!started) {
        started = true;
        desk.start();
        // Helpers know the desk only, so that they end once nobody has the team any more.
        CLEANER.register(this, desk::close);
      }
      desk.work(parts);
    } finally {
      busy.set(false);
    }
  }
}
