package org.sungu.format;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sungu.format.h5.H5Dataset;
import org.sungu.format.h5.H5Group;
import org.sungu.format.h5.H5Node;
import org.sungu.format.h5.Hdf5;
import org.sungu.format.keras.KerasArchive;

/// Model files that people published, written by Keras 1 to 3; they are not part of this repository.
final class ModelsInTheWildTest {
  private static final Path MODELS = Path.of("../../shared/models");

  @Test
  void allOpenAndHaveWeights() throws IOException {
    assumeTrue(Files.isDirectory(MODELS), "there is no folder " + MODELS);
    try (Stream<Path> files = Files.walk(MODELS)) {
      List<Path> models = files.filter(file -> file.toString().matches(".*\\.(keras|h5|hdf5)")).toList();
      for (Path model : models) {
        int count = Hdf5.isHdf5(model) ? count(Hdf5.read(model)) : KerasArchive.read(model).weights().arrays().size();
        assertTrue(count > 1, model + " has " + count + " arrays");
      }
    }
  }

  private static int count(H5Group group) {
    int count = 0;
    for (H5Node child : group.children().values()) {
      count += switch (child) {
        case H5Dataset dataset -> 1;
        case H5Group subgroup -> count(subgroup);
      };
    }
    return count;
  }
}
