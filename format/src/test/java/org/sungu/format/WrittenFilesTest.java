package org.sungu.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sungu.format.h5.Hdf5;
import org.sungu.format.keras.KerasArchive;
import org.sungu.format.npz.Npz;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rewrites the golden files into `target/written`, where `tools/format-goldens/check.py` opens them with real NumPy, h5py and Keras.
final class WrittenFilesTest {
  private static final Path WRITTEN = Path.of("target/written");

  @Test
  void goldenFilesSurviveBeingRewritten() throws IOException {
    Files.createDirectories(WRITTEN);
    Npz.write(WRITTEN.resolve("arrays.npz"), Npz.read(GoldenFiles.file("stored.npz")));
    assertEquals(GoldenFiles.arrays("npz.json"), Npz.read(WRITTEN.resolve("arrays.npz")));
    Hdf5.write(WRITTEN.resolve("tree.h5"), Hdf5.read(GoldenFiles.file("latest.h5")));
    assertEquals(Hdf5.read(GoldenFiles.file("latest.h5")), Hdf5.read(WRITTEN.resolve("tree.h5")));
    KerasArchive model = KerasArchive.read(GoldenFiles.file("stored.keras"));
    model.write(WRITTEN.resolve("model.keras"));
    assertEquals(model, KerasArchive.read(WRITTEN.resolve("model.keras")));
  }

  @Test
  void everyTypeIsWritten() throws IOException {
    Files.createDirectories(WRITTEN);
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (DType dtype : DType.values()) {
      arrays.put(dtype.kerasName(), NDArray.full(dtype, Shape.of(2, 3), 1));
    }
    Npz.write(WRITTEN.resolve("types.npz"), arrays);
    assertEquals(arrays, Npz.read(WRITTEN.resolve("types.npz")));
  }
}
