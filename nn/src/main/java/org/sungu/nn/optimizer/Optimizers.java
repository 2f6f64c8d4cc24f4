package org.sungu.nn.optimizer;

import java.util.List;
import java.util.Locale;
import org.sungu.nn.Registry;
import org.sungu.nn.Registry.Entry;

/// The optimizers by name, as `keras.optimizers.get` knows them.
public final class Optimizers {
  public static final Registry<Optimizer> ALL = new Registry<>("optimizer", List.of(
      Entry.of(SGD.of(), SGD::withName, "sgd"),
      Entry.of(Adam.of(), Adam::withName, "adam")));

  private Optimizers() {}

  /// The optimizer with its defaults for a name such as `adam`, in small or large letters.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Optimizer of(String name) {
    return ALL.of(name.toLowerCase(Locale.ROOT));
  }
}
