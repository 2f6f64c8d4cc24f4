package org.sungu.format.h5;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.sungu.format.AtomicFile;
import org.sungu.format.FormatException;

/// HDF5 files as a tree of [groups][H5Group] and [datasets][H5Dataset].
///
/// Read is what h5py writes: all versions of superblock, object header and group; contiguous, compact and chunked data (gzip,
/// shuffle, fletcher32); integers, floats, booleans, text, and bfloat16 as Keras marks it. Refused are soft, external and
/// repeated links, external and virtual datasets, compound and reference data, and sizes that the file cannot hold.
///
/// Source: the HDF5 File Format Specification Version 3.0 (support.hdfgroup.org).
public final class Hdf5 {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  private Hdf5() {}

  /// Whether a file starts as an HDF5 file does, whatever its name.
  public static boolean isHdf5(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE);
    } catch (IOException e) {
      return false;
    }
  }

  /// Reads a whole file.
  ///
  /// @throws FormatException if there is no such file, or it is damaged or holds what Sungu does not read
  public static H5Group read(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      return read(path.toString(), channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (NoSuchFileException e) {
      throw new FormatException("no such file: " + path + "; expected an HDF5 file. Check the path", e);
    } catch (IOException e) {
      throw new FormatException("cannot read " + path + ": " + e.getMessage() + "; expected a readable HDF5 file", e);
    }
  }

  /// Reads a file's content.
  ///
  /// @param name what messages call it
  /// @throws FormatException if it is damaged or holds what Sungu does not read
  public static H5Group read(String name, MemorySegment content) {
    Source source = new Source(name, content);
    try {
      if (new TreeReader(source).read(Superblock.readRoot(source), "", 0) instanceof H5Group group) {
        return group;
      }
    } catch (OutOfMemoryError e) {
      throw new FormatException(name + " holds more data than the JVM has memory left; give it more with -Xmx", e);
    }
    throw source.corrupt("its root is no group");
  }

  /// The file's bytes, as parts that follow one another. Large datasets are parts of their own, not copied.
  ///
  /// @throws FormatException if the tree holds what an HDF5 file cannot
  public static List<MemorySegment> encode(H5Group root) {
    return new Hdf5Writer().write(root);
  }

  /// Writes a file that h5py and Keras open, atomically.
  ///
  /// @throws FormatException if the tree holds what an HDF5 file cannot, or the file cannot be written
  public static void write(Path path, H5Group root) {
    List<MemorySegment> parts = encode(root);
    AtomicFile.write(path, out -> {
      for (MemorySegment part : parts) {
        AtomicFile.copy(part, out);
      }
    });
  }
}
