package org.sungu.nn.constraint;

import java.util.List;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.registry.Registry.Entry;

/// The constraints by name, as `keras.constraints.get` knows them.
public final class Constraints {
  public static final Registry<Constraint> ALL = new Registry<>("constraint", List.of(
      Entry.nameless(new MaxNorm(), "max_norm"),
      Entry.nameless(new MinMaxNorm(), "min_max_norm"),
      Entry.nameless(new NonNeg(), "non_neg"),
      Entry.nameless(new UnitNorm(), "unit_norm")));

  private Constraints() {}

  /// The constraint with its defaults for a name such as `max_norm`, or for a class name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Constraint of(String name) {
    return ALL.of(name);
  }
}
