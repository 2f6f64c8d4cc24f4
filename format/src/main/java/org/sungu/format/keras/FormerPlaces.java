package org.sungu.format.keras;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sungu.tensor.NDArray;

/// Where Keras 2 kept the weights of a `.keras` file, in the names of Keras 3.
///
/// Keras 2 called the list of layers otherwise, on Windows it wrote the separators of that system, and 2.13 counted each layer with
/// weights twice, so that a class has only even numbers.
final class FormerPlaces {
  private static final String FORMER = "_layer_checkpoint_dependencies/";
  private static final Pattern LAYER = Pattern.compile("(.*/|)" + FORMER + "([^/]+?)(?:_(\\d{1,9}))?/(.*)");

  private FormerPlaces() {}

  /// The same arrays under the names that Keras 3 gives their groups.
  static Map<String, NDArray> renamed(Map<String, NDArray> arrays) {
    Map<String, NDArray> places = new LinkedHashMap<>();
    arrays.forEach((place, array) -> places.put(place.replace('\\', '/'), array));
    // From the innermost list to the outermost.
    Map<String, NDArray> current = places;
    while (current.keySet().stream().anyMatch(place -> place.contains(FORMER))) {
      current = lastListRenamed(current);
    }
    return current;
  }

  private static Map<String, NDArray> lastListRenamed(Map<String, NDArray> arrays) {
    Map<String, Boolean> countedTwice = new HashMap<>();
    for (String place : arrays.keySet()) {
      Matcher layer = LAYER.matcher(place);
      if (layer.matches()) {
        countedTwice.merge(layer.group(1) + layer.group(2), number(layer) % 2 == 0, Boolean::logicalAnd);
      }
    }
    Map<String, NDArray> renamed = new LinkedHashMap<>();
    arrays.forEach((place, array) -> {
      Matcher layer = LAYER.matcher(place);
      if (layer.matches()) {
        boolean twice = countedTwice.getOrDefault(layer.group(1) + layer.group(2), false);
        int number = twice ? number(layer) / 2 : number(layer);
        renamed.put(layer.group(1) + "layers/" + layer.group(2) + (number == 0 ? "" : "_" + number) + "/" + layer.group(4), array);
      } else {
        renamed.put(place.replace(FORMER, "layers/"), array);
      }
    });
    return renamed;
  }

  private static int number(Matcher layer) {
    return layer.group(3) == null ? 0 : Integer.parseInt(layer.group(3));
  }
}
