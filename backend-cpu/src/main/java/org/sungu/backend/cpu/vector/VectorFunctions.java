package org.sungu.backend.cpu.vector;

import static org.sungu.backend.cpu.vector.Vectors.WIDTH;
import static org.sungu.backend.cpu.vector.Vectors.load;
import static org.sungu.backend.cpu.vector.Vectors.store;

/// The functions of [VectorMath], one loop each. Long functions are two, whose second one goes on with the result of the first.
final class VectorFunctions {
  private VectorFunctions() {}

  static void exp(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.exp(load(a + (i & aLanes))));
    }
  }

  static void expm1(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.expm1(load(a + (i & aLanes))));
    }
  }

  static void log(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.log(load(a + (i & aLanes))));
    }
  }

  static void log1p(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.log1p(load(a + (i & aLanes))));
    }
  }

  static void tanhExponential(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.tanhExponential(load(a + (i & aLanes))));
    }
  }

  static void tanhOfExponential(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.tanhOfExponential(load(a + (i & aLanes))));
    }
  }

  static void sigmoidExponential(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.sigmoidExponential(load(a + (i & aLanes))));
    }
  }

  static void sigmoidOfExponential(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.sigmoidOfExponential(load(a + (i & aLanes))));
    }
  }

  static void erfExponent(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.erfExponent(load(a + (i & aLanes))));
    }
  }

  static void erfOfExponent(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.erfOfExponent(load(a + (i & aLanes))));
    }
  }

  static void floor(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.floor(load(a + (i & aLanes))));
    }
  }

  static void ceil(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.ceil(load(a + (i & aLanes))));
    }
  }

  static void round(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.round(load(a + (i & aLanes))));
    }
  }

  static void sign(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      store(d + i, VectorMath.sign(load(a + (i & aLanes))));
    }
  }
}
