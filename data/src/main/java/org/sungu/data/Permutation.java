package org.sungu.data;

/// Random orders that depend on the seed alone, not on the Java release.
///
/// The numbers come from SplitMix64 (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014), the
/// order from the Fisher-Yates shuffle, with bounded numbers drawn without bias (Lemire, *Fast Random Integer Generation in
/// an Interval*, 2019).
public final class Permutation {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private Permutation(long seed) {
    this.state = mix(seed);
  }

  /// The numbers 0 to `length - 1` in the random order of that seed.
  public static int[] of(int length, long seed) {
    int[] order = new int[length];
    for (int i = 0; i < length; i++) {
      order[i] = i;
    }
    return shuffled(order, seed);
  }

  /// The given numbers in the random order of that seed; the argument stays as it is.
  public static int[] shuffled(int[] numbers, long seed) {
    var random = new Permutation(seed);
    int[] order = numbers.clone();
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.below(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /// Another seed for each number of a series (an epoch, a class), unrelated to its neighbours.
  public static long derivedSeed(long seed, long number) {
    return mix(seed + GOLDEN_GAMMA * (number + 1));
  }

  private int below(int bound) {
    long product = (next() >>> 32) * bound;
    long fraction = product & 0xFFFFFFFFL;
    if (fraction < bound) {
      long threshold = (1L << 32) % bound;
      while (fraction < threshold) {
        product = (next() >>> 32) * bound;
        fraction = product & 0xFFFFFFFFL;
      }
    }
    return (int) (product >>> 32);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
