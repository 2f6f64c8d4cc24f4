package org.sungu.nn.initializer;

import java.util.List;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.registry.Registry.Entry;

/// The initializers by name, as `keras.initializers.get` knows them.
public final class Initializers {
  public static final Registry<Initializer> ALL = new Registry<>("initializer", List.of(
      Entry.nameless(new Zeros(), "zeros", "zero"),
      Entry.nameless(new Ones(), "ones", "one"),
      Entry.nameless(new Constant(), "constant"),
      Entry.nameless(new Identity(), "identity", "IdentityInitializer"),
      Entry.nameless(new RandomNormal(), "random_normal", "normal"),
      Entry.nameless(new RandomUniform(), "random_uniform", "uniform"),
      Entry.nameless(new TruncatedNormal(), "truncated_normal"),
      Entry.nameless(new VarianceScaling(), "variance_scaling"),
      Entry.nameless(new GlorotNormal(), "glorot_normal"),
      Entry.nameless(new GlorotUniform(), "glorot_uniform"),
      Entry.nameless(new HeNormal(), "he_normal"),
      Entry.nameless(new HeUniform(), "he_uniform"),
      Entry.nameless(new LecunNormal(), "lecun_normal"),
      Entry.nameless(new LecunUniform(), "lecun_uniform"),
      Entry.nameless(new Orthogonal(), "orthogonal", "OrthogonalInitializer")));

  private Initializers() {}

  /// The initializer with its defaults for a name such as `constant`, or for a class name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Initializer of(String name) {
    return ALL.of(name);
  }
}
