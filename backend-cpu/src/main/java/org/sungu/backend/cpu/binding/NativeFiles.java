package org.sungu.backend.cpu.binding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// Native libraries unpacked from the class path into the cache of the user, as the system loads them from files only.
final class NativeFiles {
  private NativeFiles() {}

  /// The file of a resource, unpacked unless an earlier run has.
  ///
  /// @param version a folder for what belongs together
  static Path unpacked(String resource, String version) throws IOException {
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    Path file = cache().resolve(version).resolve(name);
    if (Files.exists(file)) {
      return file;
    }
    try {
      return unpack(resource, file);
    } catch (FileSystemException e) {
      Path temporary = Files.createTempDirectory("sungu-").resolve(name);
      temporary.toFile().deleteOnExit();
      return unpack(resource, temporary);
    }
  }

  /// Writes a file beside the wanted one and renames it, so that nobody ever sees half of it.
  private static Path unpack(String resource, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Path part = Files.createTempFile(to.getParent(), to.getFileName().toString(), ".part");
    try (InputStream in = NativeFiles.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is not on the class path");
      }
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      return Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path cache() {
    @Nullable String configured = System.getenv("XDG_CACHE_HOME");
    boolean usable = configured != null && Path.of(configured).isAbsolute();
    return (usable ? Path.of(configured) : Path.of(System.getProperty("user.home"), ".cache")).resolve("sungu");
  }
}
