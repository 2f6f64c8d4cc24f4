package org.sungu.format.keras;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.sungu.format.FormatException;
import org.sungu.format.h5.H5Dataset;
import org.sungu.format.h5.H5Group;
import org.sungu.format.h5.H5Node;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;

/// The weights of a saved model by their paths in the file.
///
/// @param arrays such as `layers/dense/vars/0` → the kernel of the first Dense layer. Read from a file, they are ordered as h5py
///     sorts them, so that `10` comes before `2`: ask for paths rather than relying on the order
/// @param names the names that users gave, by group: `layers/dense/vars` → `my_dense`; older files have none
public record WeightTree(SequencedMap<String, NDArray> arrays, Map<String, String> names) {
  private static final String NAME = "name";

  public WeightTree {
    arrays = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arrays));
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /// The weights in an HDF5 tree, and the `name` attributes of its groups.
  ///
  /// @throws FormatException if the tree holds text, which is no weight
  public static WeightTree of(H5Group root) {
    SequencedMap<String, NDArray> arrays = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    collect("", root, arrays, names);
    return new WeightTree(arrays, names);
  }

  private static void collect(String path, H5Group group, Map<String, NDArray> arrays, Map<String, String> names) {
    group.text(NAME).ifPresent(name -> names.put(path, name));
    group.children().forEach((childName, child) -> {
      String childPath = path.isEmpty() ? childName : path + "/" + childName;
      switch (child) {
        case H5Group subgroup -> collect(childPath, subgroup, arrays, names);
        case H5Dataset dataset -> {
          if (!(dataset.data() instanceof NDArray array)) {
            throw new FormatException("weight " + childPath + " is text; expected numbers. Save the model again");
          }
          arrays.put(childPath, array);
        }
      }
    });
  }

  /// The weights as an HDF5 tree.
  public H5Group toHdf5() {
    Builder root = new Builder();
    arrays.forEach((path, array) -> {
      int slash = path.lastIndexOf('/');
      Builder group = root.descend(path.substring(0, Math.max(0, slash)));
      if (group.children.put(path.substring(slash + 1), new H5Dataset(array)) != null) {
        throw clash(path);
      }
    });
    names.forEach((path, name) -> root.descend(path).name = name);
    return root.build();
  }

  private static FormatException clash(String path) {
    return new FormatException("weight path " + path + " goes through another weight; expected distinct paths. Rename one");
  }

  /// A group under construction.
  private static final class Builder {
    private final SequencedMap<String, Object> children = new LinkedHashMap<>();
    private String name = "";

    Builder descend(String path) {
      Builder group = this;
      for (String part : path.isEmpty() ? new String[0] : path.split("/", -1)) {
        Object child = group.children.computeIfAbsent(part, key -> new Builder());
        if (!(child instanceof Builder next)) {
          throw clash(path);
        }
        group = next;
      }
      return group;
    }

    H5Group build() {
      SequencedMap<String, H5Node> built = new LinkedHashMap<>();
      children.forEach((key, child) -> built.put(key, child instanceof Builder group ? group.build() : (H5Dataset) child));
      Map<String, HostArray> attributes = new LinkedHashMap<>();
      if (!name.isEmpty()) {
        attributes.put(NAME, StringArray.of(Shape.SCALAR, List.of(name)));
      }
      return new H5Group(built, attributes);
    }
  }
}
