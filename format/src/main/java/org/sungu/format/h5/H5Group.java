package org.sungu.format.h5;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.sungu.tensor.HostArray;

/// A group: its children by name, in the order of the file (h5py sorts them by name), and its attributes.
public record H5Group(SequencedMap<String, H5Node> children, Map<String, HostArray> attributes) implements H5Node {
  public H5Group {
    children = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(children));
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /// The group or dataset at a path such as `layers/dense/vars/0` below this group.
  public Optional<H5Node> find(String path) {
    H5Node node = this;
    for (String name : path.split("/", -1)) {
      H5Node child = node instanceof H5Group group ? group.children.get(name) : null;
      if (child == null) {
        return Optional.empty();
      }
      node = child;
    }
    return Optional.of(node);
  }
}
