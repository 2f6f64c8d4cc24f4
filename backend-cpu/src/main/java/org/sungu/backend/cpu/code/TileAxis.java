package org.sungu.backend.cpu.code;

import java.util.ArrayList;
import java.util.List;
import org.sungu.backend.cpu.provider.TileMap;

/// How the outputs along one axis of a small picture are cut into tiles for Winograd's method: as many of 4 as there are, and one of the 1 to 3 that are left, which
/// takes fewer of the six points at which polynomials are evaluated.
///
/// Points 0 to 5 are those of [TileMap#INPUT]'s rows: 0, P, -P, Q, -Q and ∞. A tile of fewer outputs uses some of them, with the same transformed kernel; what divides the
/// kernel for six points and should not for fewer is made good for on the other side.
///
/// @param outputs how many are wanted
/// @param size elements of the input
/// @param low elements of padding in front of them
record TileAxis(int outputs, int size, int low) {
  static final int POINTS = 6;
  private static final int INFINITY = 5;
  private static final double[] FINITE = finite();
  /// The points by how many tiles use them, most first.
  private static final int[] ORDER = {1, 2, INFINITY, 0, 3, 4};
  /// How many outputs a tile has at least that uses a point, by place in the order.
  private static final int[] LEAST_OUTPUTS = {1, 1, 1, 2, 3, 4};

  /// Neighbouring tiles of the same size that read no padding, or a single tile.
  record Run(int first, int count, int outputs) {}

  /// Some of the points one behind the other in the order, and how many tiles use them.
  record Group(int first, int count, int tiles) {}

  /// Their first powers stand in the second row of `Aᵀ`.
  private static double[] finite() {
    float[] powers = TileMap.OUTPUT.matrix();
    double[] points = new double[INFINITY];
    for (int i = 0; i < INFINITY; i++) {
      points[i] = powers[POINTS + i];
    }
    return points;
  }

  int whole() {
    return outputs / TileMap.OUTPUTS;
  }

  private int rest() {
    return outputs % TileMap.OUTPUTS;
  }

  int tiles() {
    return Math.ceilDiv(outputs, TileMap.OUTPUTS);
  }

  /// Place of a point in the order.
  static int place(int point) {
    for (int place = 0; place < POINTS; place++) {
      if (ORDER[place] == point) {
        return place;
      }
    }
    throw new IllegalArgumentException("point " + point);
  }

  /// Whether the last, smaller tile uses a point, too.
  boolean isUsedByAll(int point) {
    return rest() == 0 || LEAST_OUTPUTS[place(point)] <= rest();
  }

  List<Group> groups() {
    int common = 0;
    while (common < POINTS && isUsedByAll(ORDER[common])) {
      common++;
    }
    return common == POINTS ? List.of(new Group(0, POINTS, tiles())) : List.of(new Group(0, common, tiles()), new Group(common, POINTS - common, whole()));
  }

  List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (int tile = 0; tile < tiles(); tile++) {
      int own = Math.min(TileMap.OUTPUTS, outputs - tile * TileMap.OUTPUTS);
      Run last = runs.isEmpty() ? null : runs.getLast();
      if (last != null && last.outputs() == own && isInside(last.first(), own) && isInside(tile, own)) {
        runs.set(runs.size() - 1, new Run(last.first(), last.count() + 1, own));
      } else {
        runs.add(new Run(tile, 1, own));
      }
    }
    return runs;
  }

  /// The first element that a tile reads; negative in the padding.
  int start(int tile) {
    return tile * TileMap.OUTPUTS - low;
  }

  private boolean isInside(int tile, int own) {
    return start(tile) >= 0 && start(tile) + own + 2 <= size;
  }

  /// The points that a tile of so many outputs uses, in ascending order.
  static int[] points(int outputs) {
    List<Integer> points = new ArrayList<>();
    for (int point = 0; point < POINTS; point++) {
      if (LEAST_OUTPUTS[place(point)] <= outputs) {
        points.add(point);
      }
    }
    return points.stream().mapToInt(Integer::intValue).toArray();
  }

  /// `Bᵀ` of a tile: for each of its points the coefficients of the polynomial that is 0 at the others.
  static float[] input(int outputs) {
    int[] points = points(outputs);
    float[] matrix = new float[points.length * points.length];
    for (int row = 0; row < points.length; row++) {
      double[] polynomial = new double[points.length];
      polynomial[0] = 1;
      for (int point = 0; point < INFINITY; point++) {
        if (point == points[row]) {
          continue;
        }
        if (LEAST_OUTPUTS[place(point)] <= outputs) {
          multiply(polynomial, FINITE[point]);
        } else if (points[row] != INFINITY) {
          for (int i = 0; i < polynomial.length; i++) {
            polynomial[i] *= FINITE[points[row]] - FINITE[point];
          }
        }
      }
      for (int i = 0; i < points.length; i++) {
        matrix[row * points.length + i] = (float) polynomial[i];
      }
    }
    return matrix;
  }

  /// Multiplies a polynomial by `x - root`.
  private static void multiply(double[] polynomial, double root) {
    for (int i = polynomial.length - 1; i >= 0; i--) {
      polynomial[i] = (i > 0 ? polynomial[i - 1] : 0) - root * polynomial[i];
    }
  }

  /// `Aᵀ` of a tile: powers of its points.
  static float[] output(int outputs) {
    int[] points = points(outputs);
    float[] matrix = new float[outputs * points.length];
    for (int power = 0; power < outputs; power++) {
      for (int i = 0; i < points.length; i++) {
        matrix[power * points.length + i] = points[i] == INFINITY ? power == outputs - 1 ? 1 : 0 : (float) Math.pow(FINITE[points[i]], power);
      }
    }
    return matrix;
  }
}
