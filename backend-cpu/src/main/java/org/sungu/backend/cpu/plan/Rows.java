package org.sungu.backend.cpu.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sungu.tensor.Shape;

/// The rows that a step can be cut into so that its operands are cut with it.
///
/// @param count how many
/// @param along the buffers of which each piece touches the same rows only
public record Rows(long count, Set<Buffer> along) {
  /// Shares that are fewer than this are not worth giving up finer ones.
  private static final long FEW = 8;

  /// @param most how finely the result can be cut
  /// @param shape what the operands are stretched to, without being copied
  public static Rows of(long most, Shape shape, List<View> operands, List<View> results) {
    long count = most;
    for (View operand : operands) {
      long common = gcd(count, operand.sharesWithin(shape));
      count = common >= Math.min(FEW, count) ? common : count;
    }
    Set<Buffer> along = new HashSet<>();
    for (View operand : operands) {
      along.add(operand.buffer());
    }
    for (View operand : operands) {
      if (operand.sharesWithin(shape) % count != 0) {
        along.remove(operand.buffer());
      }
    }
    results.forEach(result -> along.add(result.buffer()));
    return new Rows(count, Set.copyOf(along));
  }

  /// Into how many rows a step can be cut so that as many of its operands as possible are cut with it.
  ///
  /// @param most how finely it can be cut
  public static long common(long most, List<View> operands) {
    long count = most;
    for (View operand : operands) {
      long common = gcd(count, operand.shares());
      count = common >= Math.min(FEW, count) ? common : count;
    }
    return count;
  }

  /// The greatest common divisor.
  static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
