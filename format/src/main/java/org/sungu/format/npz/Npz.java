package org.sungu.format.npz;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.sungu.format.AtomicFile;
import org.sungu.format.FormatException;
import org.sungu.format.zip.ZipContainer;
import org.sungu.format.zip.ZipWriter;
import org.sungu.tensor.HostArray;

/// Named arrays in one file: a ZIP of [`.npy`][Npy] files, as `numpy.savez` and `numpy.savez_compressed` write it.
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final String KIND = "a .npz archive that numpy.savez wrote";

  private Npz() {}

  /// All arrays of a file, in the order of the file.
  ///
  /// @throws FormatException if there is no such file, or it is damaged or holds what tensors cannot
  public static SequencedMap<String, HostArray> read(Path path) {
    SequencedMap<String, HostArray> arrays = new LinkedHashMap<>();
    try (ZipContainer zip = ZipContainer.open(path, KIND)) {
      for (String member : zip.names()) {
        if (!member.endsWith(SUFFIX)) {
          throw new FormatException(path + " has a member " + member + ", which is no .npy array; expected " + KIND);
        }
        String name = member.substring(0, member.length() - SUFFIX.length());
        arrays.put(name, Npy.decode("array " + name + " in " + path, zip.read(member)));
      }
    } catch (OutOfMemoryError e) {
      throw new FormatException(path + " holds more data than the JVM has memory left; give it more with -Xmx", e);
    }
    return arrays;
  }

  /// Writes arrays in the map's order, uncompressed and atomically.
  ///
  /// @throws FormatException if the file cannot be written
  public static void write(Path path, Map<String, ? extends HostArray> arrays) {
    AtomicFile.write(path, out -> {
      try (ZipWriter zip = new ZipWriter(out)) {
        for (Map.Entry<String, ? extends HostArray> array : arrays.entrySet()) {
          zip.add(array.getKey() + SUFFIX, Npy.encode(array.getValue()));
        }
      }
    });
  }
}
