package org.sungu.backend.cpu.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.sungu.backend.cpu.kernel.Kernel;

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
