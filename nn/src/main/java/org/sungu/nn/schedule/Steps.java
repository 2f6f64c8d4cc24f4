package org.sungu.nn.schedule;

/// Numbers of steps that a schedule is given.
final class Steps {
  private Steps() {}

  static void check(String schedule, double steps) {
    if (!(steps > 0)) {
      throw new IllegalArgumentException(schedule + " got " + steps + " steps; expected more than 0");
    }
  }
}
