package org.sungu.format.keras;

import java.util.HashMap;
import java.util.Map;
import org.sungu.nn.LayerNames;

/// The names under which a `.keras` file keeps the layers of one model: the class in snake case, numbered from the second on,
/// whatever the layers' own names.
final class GroupNames {
  private final String container;
  private final Map<String, Integer> counts = new HashMap<>();

  /// @param model the path of the model that the layers belong to: empty, or with a slash at its end
  GroupNames(String model) {
    this.container = model + "layers/";
  }

  /// The path of the next layer, with a slash at its end.
  String next(String className) {
    String group = LayerNames.snakeCase(className);
    int count = counts.merge(group, 1, Integer::sum) - 1;
    return container + (count == 0 ? group : group + "_" + count) + "/";
  }
}
