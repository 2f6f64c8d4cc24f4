package org.sungu.backend.cpu.vector;

import static org.sungu.backend.cpu.vector.Vectors.WIDTH;
import static org.sungu.backend.cpu.vector.Vectors.load;
import static org.sungu.backend.cpu.vector.Vectors.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Arithmetic and comparisons, one loop each: short methods that are compiled soon.
///
/// All go on to the end of a register. An operand of no lanes is a whole register that is read again and again.
final class VectorArithmetic {
  private static final FloatVector ONE = Vectors.splat(1);

  private VectorArithmetic() {}

  private static FloatVector truth(VectorMask<Float> mask) {
    return FloatVector.zero(Vectors.FLOATS).blend(1f, mask);
  }

  static void add(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      FloatVector y = load(b + (i & bLanes));
      store(d + i, x.add(y));
    }
  }

  static void subtract(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      FloatVector y = load(b + (i & bLanes));
      store(d + i, x.sub(y));
    }
  }

  static void multiply(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      FloatVector y = load(b + (i & bLanes));
      store(d + i, x.mul(y));
    }
  }

  static void divide(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      FloatVector y = load(b + (i & bLanes));
      store(d + i, x.div(y));
    }
  }

  static void maximum(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      FloatVector y = load(b + (i & bLanes));
      store(d + i, x.max(y));
    }
  }

  static void minimum(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      FloatVector y = load(b + (i & bLanes));
      store(d + i, x.min(y));
    }
  }

  static void equal(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      FloatVector y = load(b + (i & bLanes));
      store(d + i, truth(x.compare(VectorOperators.EQ, y)));
    }
  }

  static void less(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      FloatVector y = load(b + (i & bLanes));
      store(d + i, truth(x.compare(VectorOperators.LT, y)));
    }
  }

  static void lessOrEqual(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      FloatVector y = load(b + (i & bLanes));
      store(d + i, truth(x.compare(VectorOperators.LE, y)));
    }
  }

  static void negate(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      store(d + i, x.neg());
    }
  }

  static void absolute(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      store(d + i, x.abs());
    }
  }

  static void squareRoot(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      store(d + i, x.sqrt());
    }
  }

  static void inverseSquareRoot(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      store(d + i, ONE.div(x.sqrt()));
    }
  }

  static void not(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      store(d + i, ONE.sub(x));
    }
  }

  static void isNaN(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      store(d + i, truth(x.test(VectorOperators.IS_NAN)));
    }
  }

  static void isNotZero(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      store(d + i, truth(x.compare(VectorOperators.NE, 0f)));
    }
  }

  static void copy(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      FloatVector x = load(a + (i & aLanes));
      store(d + i, x);
    }
  }

  static void select(long a, long aLanes, long b, long bLanes, long c, long cLanes, long d, long count) {
    int bytes = (int) count * 4;
    for (int i = 0; i < bytes; i += WIDTH) {
      VectorMask<Float> first = load(a + (i & aLanes)).compare(VectorOperators.NE, 0f);
      FloatVector x = load(b + (i & bLanes));
      FloatVector y = load(c + (i & cLanes));
      store(d + i, y.blend(x, first));
    }
  }
}
