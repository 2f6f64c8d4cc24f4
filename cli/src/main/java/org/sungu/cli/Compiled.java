package org.sungu.cli;

import java.nio.file.Path;
import org.sungu.format.FormatException;
import org.sungu.format.h5.Hdf5;
import org.sungu.training.Model;

/// Refuses models that nobody can train or evaluate, as their file does not say how.
final class Compiled {
  private Compiled() {}

  /// @param needed what the file should have, such as `a loss`
  /// @throws FormatException if the model is not compiled
  static void require(Model model, Path file, String needed) {
    if (!model.isCompiled()) {
      throw new FormatException(file + (Hdf5.isHdf5(file)
          ? " is HDF5, of which network and weights are read; expected " + needed + " too. Save the compiled model as .keras in Keras"
          : " was saved without compile; expected " + needed + " in the file. Compile the model before saving it"));
    }
  }
}
