package org.sungu.format.keras;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;
import org.sungu.training.Model;

/// The `.keras` files that Keras wrote for the tests, with its predictions; `tools/keras-goldens/files.py` makes them.
final class GoldenModels {
  private GoldenModels() {}

  static Golden golden(String name) {
    return Goldens.family("files/" + name).named(name);
  }

  /// A copy of the file, in a folder.
  static Path file(String name, Path folder) {
    String resource = "goldens/files/" + name + ".keras";
    try (InputStream stream = Goldens.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("no resource " + resource);
      }
      Path file = folder.resolve(name + ".keras");
      Files.write(file, stream.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, HostArray> inputs(Golden golden, Model model) {
    Golden arrays = golden.object("inputs");
    Map<String, HostArray> inputs = new LinkedHashMap<>();
    List<String> names = model.inputNames();
    // An input without a name of its own is called something else there.
    arrays.keys().forEach(key -> inputs.put(arrays.keys().size() == 1 ? names.getFirst() : key, arrays.hostArray(key)));
    return inputs;
  }

  static double greatestDifference(NDArray actual, NDArray expected) {
    double[] a = actual.cast(DType.FLOAT64).toDoubles();
    double[] b = expected.cast(DType.FLOAT64).toDoubles();
    if (!actual.shape().equals(expected.shape())) {
      throw new AssertionError("got " + actual + "; expected " + expected);
    }
    double greatest = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs(a[i] - b[i]);
      greatest = difference <= greatest ? greatest : difference;
    }
    return greatest;
  }
}
