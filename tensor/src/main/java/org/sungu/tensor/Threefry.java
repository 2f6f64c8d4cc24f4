package org.sungu.tensor;

/// The counter-based random function Threefry-2x32-20 of Salmon, Moraes, Dror and Shaw, *Parallel random numbers: as easy as
/// 1, 2, 3* (2011): 64 bits of block are scrambled under 64 bits of key, so that any number can be drawn without those before it.
public final class Threefry {
  private static final int PARITY = 0x1BD11BDA;
  private static final int ROUNDS = 20;
  private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};

  private Threefry() {}

  /// The two words of the result, the first in the low half.
  public static long block(int key0, int key1, int block0, int block1) {
    int key2 = PARITY ^ key0 ^ key1;
    int x0 = block0 + key0;
    int x1 = block1 + key1;
    int a = key0;
    int b = key1;
    int c = key2;
    for (int round = 0; round < ROUNDS; round++) {
      x0 += x1;
      x1 = Integer.rotateLeft(x1, ROTATIONS[round & 7]) ^ x0;
      if ((round & 3) == 3) {
        int first = a;
        a = b;
        b = c;
        c = first;
        x0 += a;
        x1 += b + (round + 1) / 4;
      }
    }
    return pack(x0, x1);
  }

  /// The key of one draw, a pair of words: a function of seed, counter and stream.
  public static long key(long seed, long counter, int stream) {
    return block(low(seed), high(seed), low(counter), stream);
  }

  /// A word as a float in [0, 1): its upper 24 bits times 2⁻²⁴.
  public static float uniform(int word) {
    return (word >>> 8) * 0x1p-24f;
  }

  /// The first word of a pair.
  public static int low(long pair) {
    return (int) pair;
  }

  /// The second word of a pair.
  public static int high(long pair) {
    return (int) (pair >>> 32);
  }

  private static long pack(int low, int high) {
    return (low & 0xFFFFFFFFL) | ((long) high << 32);
  }
}
