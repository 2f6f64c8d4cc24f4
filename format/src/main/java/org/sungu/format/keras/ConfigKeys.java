package org.sungu.format.keras;

import java.util.Locale;

/// Keras's configuration keys for the names of record components.
final class ConfigKeys {
  private ConfigKeys() {}

  /// Snake case; digits behind a word stand apart (`beta1` is `beta_1`), those behind a single letter do not (`l2`).
  static String of(String component) {
    if (component.equals("elementType")) {
      // Next to the layer's own type policy, which is what dtype means elsewhere.
      return "dtype";
    }
    return component
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([a-z]{2,})([0-9])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
