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

  private final AtomicLong ticket = new AtomicLong();
  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Worker[] workers;
  private volatile Kernel[] parts = NONE;
  private volatile boolean closed;

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

  /// Does all parts, with whatever help there is.
  void work(Kernel[] job) {
    parts = job;
    finished.set(0);
    long number = (ticket.get() >>> 32) + 1;
    ticket.set(number << 32 | job.length);
    wake();
    takeParts();
    for (int spins = 0; finished.get() < job.length; spins++) {
      if (spins < SPINS_BEFORE_PAUSES) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
    @Nullable Throwable thrown = failure.getAndSet(null);
    if (thrown != null) {
      throw new IllegalStateException("a part of a kernel failed", thrown);
    }
  }

  private void wake() {
    for (Worker worker : workers) {
      if (worker.asleep) {
        LockSupport.unpark(worker.thread);
      }
    }
  }

  private void takeParts() {
    for (long current = ticket.get(); (current & PARTS_MASK) != 0; current = ticket.get()) {
      if (ticket.compareAndSet(current, current - 1)) {
        Kernel[] job = parts;
        try {
          job[job.length - (int) current].run();
        } catch (RuntimeException | Error e) {
          failure.set(e);
        }
        finished.incrementAndGet();
      }
    }
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
    while (System.nanoTime() - start < PATIENCE_NANOS) {
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
