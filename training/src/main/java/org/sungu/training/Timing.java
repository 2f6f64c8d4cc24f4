package org.sungu.training;

import java.util.Locale;

/// What a training run spent its time on, and the memory that its steps share.
///
/// @param compileNanos for building the step's program with its gradients, and for planning and binding it, in nanoseconds
/// @param steps how many steps were timed: all but the very first one, in which a processor meets everything for the first time
/// @param stepNanos those steps together, with the callbacks behind each
/// @param plannedBytes memory for all values between inputs and results of the largest step, besides weights
public record Timing(long compileNanos, long steps, long stepNanos, long plannedBytes) {
  /// One line, such as `compiled in 1.26 s, 1090 ms a step, 1412.5 MiB planned`.
  @Override
  public String toString() {
    String step = steps == 0 ? "" : String.format(Locale.ROOT, " %.4g ms a step,", stepNanos / 1e6 / steps);
    return String.format(Locale.ROOT, "compiled in %.2f s,%s %.1f MiB planned", compileNanos / 1e9, step, plannedBytes / (double) (1 << 20));
  }
}
