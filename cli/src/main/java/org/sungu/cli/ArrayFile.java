package org.sungu.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sungu.data.ArrayDataset;
import org.sungu.format.FormatException;
import org.sungu.format.npz.Npz;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.training.Model;

/// An `.npz` with `x0`, `x1`, … in the order of a model's inputs and, for training, `y` or `y0`, `y1`, … in the order of its outputs.
///
/// @param arrays the members by name
record ArrayFile(Path path, Map<String, HostArray> arrays) {
  static boolean isArrayFile(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  /// @throws FormatException if the file cannot be read, or holds numbers that are not finite
  static ArrayFile read(Path path) {
    if (!isArrayFile(path)) {
      throw new FormatException(path + " is no .npz file; expected one with the members x0, x1, … in the order of the model's inputs");
    }
    Map<String, HostArray> arrays = Npz.read(path);
    arrays.forEach((name, array) -> rejectNonFinite(path, name, array));
    return new ArrayFile(path, arrays);
  }

  private static void rejectNonFinite(Path path, String name, HostArray array) {
    if (array instanceof NDArray numbers && numbers.dtype().isFloating()) {
      for (long i = 0; i < numbers.elementCount(); i++) {
        if (!Double.isFinite(numbers.getDouble(i))) {
          throw new FormatException(path + ": " + name + " holds " + numbers.getDouble(i) + " at element " + i
              + "; expected finite numbers only. Replace or leave out such samples");
        }
      }
    }
  }

  /// The inputs by the names that the model gives them.
  Map<String, HostArray> inputs(Model model) {
    List<String> names = model.inputNames();
    Map<String, HostArray> inputs = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      HostArray array = names.size() == 1 && arrays.containsKey("x") ? arrays.get("x") : arrays.get("x" + i);
      if (array == null) {
        throw missing("x" + i, "input '" + names.get(i) + "' of the model");
      }
      inputs.put(names.get(i), array);
    }
    return inputs;
  }

  /// Inputs and targets.
  ArrayDataset dataset(Model model) {
    int outputs = model.outputNames().size();
    List<NDArray> targets = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      HostArray target = outputs == 1 && arrays.containsKey("y") ? arrays.get("y") : arrays.get("y" + i);
      switch (target) {
        case null -> throw missing(outputs == 1 ? "y" : "y" + i, "output '" + model.outputNames().get(i) + "' of the model");
        case NDArray numbers -> targets.add(numbers);
        default -> throw new FormatException(path + ": target " + i + " holds text; expected numbers. Number the classes");
      }
    }
    return new ArrayDataset(inputs(model), targets, null);
  }

  private FormatException missing(String member, String purpose) {
    return new FormatException(path + " has no member " + member + " for " + purpose + "; it has " + String.join(", ", arrays.keySet())
        + ". Save the array under that name");
  }
}
