package org.sungu.format.h5;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sungu.tensor.HostArray;

/// A dataset: numbers or text, and its attributes.
public record H5Dataset(HostArray data, Map<String, HostArray> attributes) implements H5Node {
  public H5Dataset {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  public H5Dataset(HostArray data) {
    this(data, Map.of());
  }
}
