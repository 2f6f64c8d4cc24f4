package org.sungu.backend.cpu.plain;

import static org.sungu.backend.cpu.memory.Memory.getFloat;
import static org.sungu.backend.cpu.memory.Memory.putFloat;

/// Arithmetic and comparisons, one loop each, so that the compiler sees a single simple body in every loop.
final class PlainArithmetic {
  private PlainArithmetic() {}

  static void add(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      float y = getFloat(b + (i & bLanes));
      putFloat(d + i, x + y);
    }
  }

  static void subtract(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      float y = getFloat(b + (i & bLanes));
      putFloat(d + i, x - y);
    }
  }

  static void multiply(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      float y = getFloat(b + (i & bLanes));
      putFloat(d + i, x * y);
    }
  }

  static void divide(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      float y = getFloat(b + (i & bLanes));
      putFloat(d + i, x / y);
    }
  }

  static void maximum(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      float y = getFloat(b + (i & bLanes));
      putFloat(d + i, Math.max(x, y));
    }
  }

  static void minimum(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      float y = getFloat(b + (i & bLanes));
      putFloat(d + i, Math.min(x, y));
    }
  }

  static void equal(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      float y = getFloat(b + (i & bLanes));
      putFloat(d + i, x == y ? 1 : 0);
    }
  }

  static void less(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      float y = getFloat(b + (i & bLanes));
      putFloat(d + i, x < y ? 1 : 0);
    }
  }

  static void lessOrEqual(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      float y = getFloat(b + (i & bLanes));
      putFloat(d + i, x <= y ? 1 : 0);
    }
  }

  static void negate(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      putFloat(d + i, -x);
    }
  }

  static void absolute(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      putFloat(d + i, Math.abs(x));
    }
  }

  static void squareRoot(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      putFloat(d + i, (float) Math.sqrt(x));
    }
  }

  static void copy(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(a + (i & aLanes));
      putFloat(d + i, x);
    }
  }

  static void select(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    for (long i = 0; i < count * 4; i += 4) {
      float x = getFloat(b + (i & bLanes));
      float y = getFloat(c + (i & cLanes));
      putFloat(d + i, getFloat(a + (i & aLanes)) != 0 ? x : y);
    }
  }
}
