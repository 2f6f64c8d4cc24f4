package org.sungu.format.h5;

import java.util.Map;
import java.util.Optional;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.StringArray;

/// A group or a dataset of an HDF5 file, with its attributes. A scalar attribute is an array of rank 0.
public sealed interface H5Node permits H5Group, H5Dataset {
  Map<String, HostArray> attributes();

  /// The attribute as text, where there is one of that name and it is a single string.
  default Optional<String> text(String attribute) {
    return attributes().get(attribute) instanceof StringArray strings && strings.shape().elementCount() == 1
        ? Optional.of(strings.get(0))
        : Optional.empty();
  }
}
