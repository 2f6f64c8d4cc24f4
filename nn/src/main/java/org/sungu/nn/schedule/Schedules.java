package org.sungu.nn.schedule;

import java.util.List;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.registry.Registry.Entry;

/// The schedules by class name. Steps and rates of the entries are placeholders: a file always holds its own.
public final class Schedules {
  public static final Registry<Schedule> ALL = new Registry<>("learning-rate schedule", List.of(
      Entry.of(ExponentialDecay.of(0.001, 1000, 0.9), ExponentialDecay::withName, "exponential_decay"),
      Entry.of(InverseTimeDecay.of(0.001, 1000, 1), InverseTimeDecay::withName, "inverse_time_decay"),
      Entry.of(PiecewiseConstantDecay.of(List.of(), List.of(0.001)), PiecewiseConstantDecay::withName, "piecewise_constant_decay"),
      Entry.of(PolynomialDecay.of(0.001, 1000), PolynomialDecay::withName, "polynomial_decay"),
      Entry.of(CosineDecay.of(0.001, 1000), CosineDecay::withName, "cosine_decay"),
      Entry.of(CosineDecayRestarts.of(0.001, 1000), CosineDecayRestarts::withName, "cosine_decay_restarts")));

  private Schedules() {}
}
