package org.sungu.backend.cpu.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;

final class TeamTest {
  private static Kernel counting(Team team, AtomicIntegerArray counts) {
    Kernel[] parts = new Kernel[counts.length()];
    for (int i = 0; i < parts.length; i++) {
      int part = i;
      parts[i] = () -> counts.getAndIncrement(part);
    }
    return team.together(parts);
  }

  @Test
  void runsEveryPartOnceAndReturnsWhenAllAreDone() {
    Team team = new Team(4);
    AtomicIntegerArray few = new AtomicIntegerArray(3);
    AtomicIntegerArray many = new AtomicIntegerArray(17);
    Kernel first = counting(team, few);
    Kernel second = counting(team, many);
    for (int run = 1; run <= 20_000; run++) {
      first.run();
      second.run();
      for (int i = 0; i < few.length(); i++) {
        assertEquals(run, few.get(i));
      }
      for (int i = 0; i < many.length(); i++) {
        assertEquals(run, many.get(i));
      }
    }
  }

  @Test
  void callersFromSeveralThreadsDoNotDisturbEachOther() throws InterruptedException {
    Team team = new Team(3);
    Thread[] callers = new Thread[3];
    AtomicIntegerArray[] counts = new AtomicIntegerArray[callers.length];
    for (int i = 0; i < callers.length; i++) {
      counts[i] = new AtomicIntegerArray(5);
      Kernel kernel = counting(team, counts[i]);
      callers[i] = Thread.ofPlatform().start(() -> {
        for (int run = 0; run < 5000; run++) {
          kernel.run();
        }
      });
    }
    for (int i = 0; i < callers.length; i++) {
      callers[i].join();
      for (int part = 0; part < 5; part++) {
        assertEquals(5000, counts[i].get(part));
      }
    }
  }

  @Test
  void briefPartsRunOnceToo() throws InterruptedException {
    Team team = new Team(3);
    Thread[] callers = new Thread[3];
    for (int alone = 0; alone < 2; alone++) {
      AtomicIntegerArray[] counts = new AtomicIntegerArray[callers.length];
      for (int i = 0; i < callers.length; i++) {
        counts[i] = new AtomicIntegerArray(2);
        AtomicIntegerArray own = counts[i];
        Kernel first = () -> own.getAndIncrement(0);
        Kernel second = () -> own.getAndIncrement(1);
        Kernel kernel = team.briefly(new KernelSequence(first, second), first, second);
        callers[i] = Thread.ofPlatform().start(() -> {
          for (int run = 1; run <= 20_000; run++) {
            kernel.run();
            if (own.get(0) != run || own.get(1) != run) {
              throw new IllegalStateException("run " + run + " has counted " + own);
            }
          }
        });
        if (alone == 0) {
          callers[i].join();
        }
      }
      for (int i = 0; i < callers.length; i++) {
        callers[i].join();
        assertEquals(20_000, counts[i].get(0));
        assertEquals(20_000, counts[i].get(1));
      }
    }
  }

  /// Whoever has nothing to do sleeps, however often it was woken.
  @Test
  @Timeout(60)
  void helpersSleepOnceNoJobsCome() throws InterruptedException {
    Set<Thread> others = Set.copyOf(helpers());
    Team team = new Team(3);
    Kernel brief = team.briefly(() -> {}, () -> {}, () -> {});
    Kernel large = team.together(() -> {}, () -> {}, () -> {});
    for (int run = 0; run < 2000; run++) {
      (run % 3 == 0 ? large : brief).run();
    }
    List<Thread> own = helpers().stream().filter(thread -> !others.contains(thread)).toList();
    assertEquals(2, own.size());
    while (!own.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
      Thread.sleep(1);
    }
    // Waking them up again works.
    counting(team, new AtomicIntegerArray(5)).run();
  }

  private static List<Thread> helpers() {
    return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("sungu-cpu")).toList();
  }

  @Test
  void failuresReachTheCaller() {
    Team team = new Team(2);
    Kernel failing = () -> {
      throw new IllegalStateException("broken");
    };
    Kernel kernel = team.together(() -> {}, failing, () -> {});
    assertThrows(IllegalStateException.class, kernel::run);
    counting(team, new AtomicIntegerArray(2)).run();
  }
}
