package org.sungu.backend.cpu.thread;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.kernel.Kernel;

/// Where a team takes its parts from.
///
/// The ticket holds the number of the job in its upper half and how many parts are left in its lower one. A part is taken by
/// lowering that count, which fails if the job has changed meanwhile; and a job stays until every part that was taken is done.
final class Desk {
  private static final Kernel[] NONE = {};
  private static final long PARTS_MASK = 0xFFFFFFFFL;
  /// How long a worker waits actively: longer than the gap between two kernels, too short to trouble others.
  private static final long PATIENCE_NANOS = 100_000;
  private static final int SPINS_PER_LOOK = 64;
  /// A worker that takes longer than so many spins has probably lost its processor.
  private static final int SPINS_BEFORE_PAUSES = 10_000;
  private static final long PAUSE_NANOS = 20_000;

  /// Short jobs are shared only if they follow each other within this time, as a sleeping worker comes too late for one.
  private static final long BRIEF_GAP_NANOS = 50_000;
  /// A worker that has been woken up is given this time before it is tried again.
  private static final long WAKING_NANOS = 1_000_000;
  /// A pause lets the system find a processor for each of two threads that share one, which yielding does not.
  private static final int SPINS_BEFORE_BRIEF_PAUSES = 1500;
  /// How long short jobs are not shared once there was too little room, at first, and if it is so again and again.
  private static final long CROWDED_NANOS = 5_000_000;
  private static final long LONG_CROWDED_NANOS = 80_000_000;

  private final AtomicLong ticket = new AtomicLong();
  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Worker[] workers;
  private volatile Kernel[] parts = NONE;
  private volatile boolean closed;
  /// When the last short job ended.
  private volatile long lastBrief = System.nanoTime() - 2 * CROWDED_NANOS;
  private volatile long crowdedSince = lastBrief;
  private volatile long crowdedFor = CROWDED_NANOS;
  private volatile long wokenAt = lastBrief;

  private static final class Worker {
    private volatile @Nullable Thread thread;
    private volatile boolean asleep;
  }

  Desk(int count) {
    this.workers = new Worker[count];
    for (int i = 0; i < count; i++) {
      this.workers[i] = new Worker();
    }
  }

  boolean hasWorkers() {
    return workers.length > 0;
  }

  void start() {
    for (Worker worker : workers) {
      worker.thread = Thread.ofPlatform().name("sungu-cpu").daemon().start(() -> help(worker));
    }
  }

  void close() {
    closed = true;
    wake();
  }

  /// Whether it may be worth sharing a short job: others have come right before, and nobody else needs the processors.
  boolean sharesBrief(long now) {
    return !isCrowded(now) && now - lastBrief < BRIEF_GAP_NANOS;
  }

  /// Whether a worker is awake. One that is not is woken up for the next jobs.
  boolean isAwake(long now) {
    Worker first = workers[0];
    if (first.asleep && now - wokenAt > WAKING_NANOS) {
      wokenAt = now;
      LockSupport.unpark(first.thread);
    }
    return !first.asleep;
  }

  /// To be called behind a short job.
  void briefDone(long now) {
    if (!isCrowded(now)) {
      lastBrief = now;
    }
  }

  /// There are more callers than one, or others use the processors: each caller does best alone, and workers do not wait actively.
  void crowded(long now) {
    long since = now - crowdedSince;
    if (since >= crowdedFor) {
      crowdedFor = since < 2 * crowdedFor ? Math.min(2 * crowdedFor, LONG_CROWDED_NANOS) : CROWDED_NANOS;
      crowdedSince = now;
    }
  }

  private boolean isCrowded(long now) {
    return now - crowdedSince < crowdedFor;
  }

  /// Does the parts of a short job, and tells whether a worker has helped.
  boolean workBriefly(Kernel[] job) {
    begin(job);
    return finish(job, SPINS_BEFORE_BRIEF_PAUSES) < job.length;
  }

  /// Does all parts, with whatever help there is.
  void work(Kernel[] job) {
    begin(job);
    wake();
    finish(job, SPINS_BEFORE_PAUSES);
  }

  private void begin(Kernel[] job) {
    parts = job;
    finished.set(0);
    long number = (ticket.get() >>> 32) + 1;
    ticket.set(number << 32 | job.length);
  }

  /// Does what nobody else takes, and waits for what others have taken. Returns how many parts were left to the caller.
  private int finish(Kernel[] job, int mostSpins) {
    int own = takeParts();
    for (int spins = 0; finished.get() < job.length; spins++) {
      if (spins < mostSpins) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
    @Nullable Throwable thrown = failure.getAndSet(null);
    if (thrown != null) {
      throw new IllegalStateException("a part of a kernel failed", thrown);
    }
    return own;
  }

  private void wake() {
    for (Worker worker : workers) {
      if (worker.asleep) {
        LockSupport.unpark(worker.thread);
      }
    }
  }

  /// Takes parts as long as there are some, and returns how many.
  private int takeParts() {
    int taken = 0;
    for (long current = ticket.get(); (current & PARTS_MASK) != 0; current = ticket.get()) {
      if (ticket.compareAndSet(current, current - 1)) {
        Kernel[] job = parts;
        try {
          job[job.length - (int) current].run();
        } catch (RuntimeException | Error e) {
          failure.set(e);
        }
        finished.incrementAndGet();
        taken++;
      }
    }
    return taken;
  }

  private void help(Worker self) {
    while (!closed) {
      takeParts();
      if (!partsCome()) {
        self.asleep = true;
        // A job that came before the flag was up has woken nobody.
        if (!closed && (ticket.get() & PARTS_MASK) == 0) {
          LockSupport.park(this);
        }
        self.asleep = false;
      }
    }
  }

  /// Waits actively; false if nothing comes.
  private boolean partsCome() {
    long start = System.nanoTime();
    for (long now = start; now - start < PATIENCE_NANOS && !isCrowded(now); now = System.nanoTime()) {
      for (int i = 0; i < SPINS_PER_LOOK; i++) {
        if ((ticket.get() & PARTS_MASK) != 0) {
          return true;
        }
        Thread.onSpinWait();
      }
    }
    return closed;
  }
}
