package org.sungu.benchmarks.peers;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Reads commands from standard input and answers each with a line of JSON, as `benchmarks/peers/turns.py` does for Python.
public final class Turns {
  private final PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Supplier<Peer> maker;

  private Turns(Supplier<Peer> maker) {
    this.maker = maker;
  }

  /// Makes a peer and lets it answer until the input ends.
  public static void serve(Supplier<Peer> maker) {
    new Turns(maker).run();
  }

  private void run() {
    try (Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
      long begin = System.nanoTime();
      Peer peer = maker.get();
      answer("\"ready\": " + number(secondsSince(begin)));
      while (lines.hasNextLine()) {
        try {
          answer(obey(peer, lines.nextLine().strip().split(" ")));
        } catch (RuntimeException | LinkageError e) {
          failed(e);
        }
      }
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      failed(e);
    }
  }

  private static String obey(Peer peer, String[] command) {
    return switch (command[0]) {
      case "check" -> {
        Peer.Check check = peer.check();
        yield "\"values\": [" + check.values().stream().map(Turns::number).collect(Collectors.joining(", ")) + "], \"first_seconds\": "
            + number(check.firstSeconds());
      }
      case "train" -> {
        Peer.Training training = peer.train(Integer.parseInt(command[1]));
        yield "\"seconds\": " + number(training.seconds()) + ", \"steps\": " + training.steps() + ", \"loss\": " + number(training.loss());
      }
      case "predict" -> predict(peer, Integer.parseInt(command[1]), Integer.parseInt(command[2]));
      default -> throw new IllegalArgumentException("got the command " + command[0] + "; expected check, train or predict");
    };
  }

  private static String predict(Peer peer, int calls, int threads) {
    if (threads > 1 && !peer.predictsFromThreads()) {
      throw new IllegalArgumentException("predicts from one thread at a time only");
    }
    List<long[]> times = new ArrayList<>();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      long[] own = new long[calls];
      times.add(own);
      workers.add(new Thread(() -> time(peer, own)));
    }
    long begin = System.nanoTime();
    if (threads == 1) {
      time(peer, times.getFirst());
    } else {
      workers.forEach(Thread::start);
      workers.forEach(Turns::join);
    }
    double seconds = secondsSince(begin);
    long[] ordered = times.stream().flatMapToLong(LongStream::of).toArray();
    Arrays.sort(ordered);
    return "\"seconds\": " + number(seconds) + ", \"calls\": " + ordered.length + ", \"p50\": " + number(ordered[ordered.length / 2] / 1e3)
        + ", \"p99\": " + number(ordered[(int) (ordered.length * 99L / 100)] / 1e3);
  }

  private static void time(Peer peer, long[] times) {
    for (int i = 0; i < times.length; i++) {
      long before = System.nanoTime();
      peer.predict();
      times[i] = System.nanoTime() - before;
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  /// JSON knows no NaN; the orchestrator takes null as a disagreement.
  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.9g", value) : "null";
  }

  private void answer(String fields) {
    answers.println("@ {" + fields + "}");
  }

  private void failed(Throwable e) {
    e.printStackTrace();
    String message = e.getClass().getSimpleName() + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    answer("\"error\": \"" + message.replace("\\", "/").replace("\"", "'").replaceAll("\\p{Cntrl}", " ") + "\"");
  }
}
