package org.sungu.nn.regularizer;

import java.util.List;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.registry.Registry.Entry;

/// The regularizers by name, as `keras.regularizers.get` knows them.
public final class Regularizers {
  public static final Registry<Regularizer> ALL = new Registry<>("regularizer", List.of(
      Entry.nameless(new L1(), "l1"),
      Entry.nameless(new L2(), "l2"),
      Entry.nameless(new L1L2(), "l1l2", "l1_l2"),
      Entry.nameless(new OrthogonalRegularizer(), "orthogonal_regularizer")));

  private Regularizers() {}

  /// The regularizer with its defaults for a name such as `l1l2`, or for a class name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Regularizer of(String name) {
    return ALL.of(name);
  }
}
