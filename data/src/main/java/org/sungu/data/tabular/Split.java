package org.sungu.data.tabular;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.sungu.data.DataException;
import org.sungu.data.Permutation;

/// Which rows of a table train, validate and test: shuffled row numbers from 0, fixed by the seed ([Permutation]).
public final class Split {
  private final int[] train;
  private final int[] validation;
  private final int[] test;

  private Split(int[] train, int[] validation, int[] test) {
    this.train = train;
    this.validation = validation;
    this.test = test;
  }

  /// Splits rows by chance.
  ///
  /// @param rows the row numbers to split
  /// @param testFraction share of all rows
  /// @param validationFraction share of the rows that are left without the test rows, as Keras's `validation_split`
  /// @throws DataException if a fraction is not in [0, 1), or nothing would be left to train on
  public static Split random(int[] rows, double testFraction, double validationFraction, long seed) {
    return stratified(rows, new int[rows.length], testFraction, validationFraction, seed);
  }

  /// Splits rows by chance with the same share of each class in every part, to the nearest row: the parts are as large as
  /// [#random] makes them, each class gives its share rounded down, and the classes with the largest remainders give one row
  /// more. A class always keeps a row to train on.
  ///
  /// @param rows the row numbers to split
  /// @param classes the class of each of these rows, from 0
  public static Split stratified(int[] rows, int[] classes, double testFraction, double validationFraction, long seed) {
    checkFraction("test", testFraction);
    checkFraction("validation", validationFraction);
    int classCount = Arrays.stream(classes).max().orElse(-1) + 1;
    int[][] members = new int[classCount][];
    for (int i = 0; i < classCount; i++) {
      int wanted = i;
      int[] own = IntStream.range(0, rows.length).filter(row -> classes[row] == wanted).map(row -> rows[row]).toArray();
      members[i] = Permutation.shuffled(own, Permutation.derivedSeed(seed, i));
    }
    int[] sizes = Arrays.stream(members).mapToInt(own -> own.length).toArray();
    int[] testSizes = shares(sizes, testFraction);
    int[] remaining = IntStream.range(0, classCount).map(i -> sizes[i] - testSizes[i]).toArray();
    int[] validationSizes = shares(remaining, validationFraction);

    int[] test = part(members, new int[classCount], testSizes, Permutation.derivedSeed(seed, -2));
    int[] validation = part(members, testSizes, validationSizes, Permutation.derivedSeed(seed, -3));
    int[] trainStart = IntStream.range(0, classCount).map(i -> testSizes[i] + validationSizes[i]).toArray();
    int[] trainSizes = IntStream.range(0, classCount).map(i -> sizes[i] - trainStart[i]).toArray();
    int[] train = part(members, trainStart, trainSizes, Permutation.derivedSeed(seed, -4));
    if (train.length == 0 || (testFraction > 0 && test.length == 0) || (validationFraction > 0 && validation.length == 0)) {
      throw new DataException(
          rows.length + " rows cannot be split into parts to train, validate and test (" + train.length + ", "
              + validation.length + " and " + test.length + " rows); expected a row in each: add rows or change the fractions");
    }
    return new Split(train, validation, test);
  }

  private static void checkFraction(String part, double fraction) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new DataException(
          "a " + part + " fraction of " + fraction + "; expected at least 0 and below 1, such as "
              + String.format(Locale.ROOT, "%.1f", part.equals("test") ? 0.2 : 0.1));
    }
  }

  private static int[] shares(int[] sizes, double fraction) {
    int total = Arrays.stream(sizes).sum();
    int wanted = fraction > 0 ? Math.max(1, (int) Math.round(total * fraction)) : 0;
    int[] shares = new int[sizes.length];
    long[] remainders = new long[sizes.length];
    int given = 0;
    for (int i = 0; i < sizes.length; i++) {
      // In billionths, so that 0.2 of 7 and of 37 rows leave equal remainders.
      long share = Math.round(sizes[i] * fraction * 1e9);
      shares[i] = Math.min((int) (share / 1_000_000_000), Math.max(0, sizes[i] - 1));
      remainders[i] = share - shares[i] * 1_000_000_000L;
      given += shares[i];
    }
    Integer[] byRemainder = IntStream.range(0, sizes.length).boxed().toArray(Integer[]::new);
    Arrays.sort(byRemainder, (a, b) -> Long.compare(remainders[b], remainders[a]));
    for (int i = 0; i < byRemainder.length && given < wanted; i++) {
      int chosen = byRemainder[i];
      if (shares[chosen] + 1 < sizes[chosen]) {
        shares[chosen]++;
        given++;
      }
    }
    return shares;
  }

  private static int[] part(int[][] members, int[] starts, int[] sizes, long seed) {
    int[] rows =
        IntStream.range(0, members.length)
            .flatMap(i -> Arrays.stream(members[i], starts[i], starts[i] + sizes[i]))
            .toArray();
    return Permutation.shuffled(rows, seed);
  }

  public int[] train() {
    return train.clone();
  }

  public int[] validation() {
    return validation.clone();
  }

  public int[] test() {
    return test.clone();
  }

  @Override
  public String toString() {
    return "Split[train=" + train.length + " rows, validation=" + validation.length + ", test=" + test.length + "]";
  }
}
