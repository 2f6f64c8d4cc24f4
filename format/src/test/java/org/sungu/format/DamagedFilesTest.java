package org.sungu.format;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sungu.format.h5.Hdf5;
import org.sungu.format.keras.KerasArchive;
import org.sungu.format.npz.Npy;
import org.sungu.format.npz.Npz;

/// Files cut short, or with wrong bytes, at every 64th place: they are read or refused with a message, never anything else.
final class DamagedFilesTest {
  private static final int STEP = 64;
  /// A damaged file of this size takes milliseconds; a loop that never ends takes longer than this for all of them.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir
  private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {
    "small.h5", "small-latest.h5", "refused-bomb.h5", "refused-cycle.h5", "refused-virtual.h5",
    "stored.keras", "deflated.keras", "stored.npz", "deflated.npz", "version1.npy", "version3.npy", "refused-records.npy"
  })
  void onlyFormatExceptionsLeaveTheReaders(String name) throws IOException {
    byte[] intact = Files.readAllBytes(GoldenFiles.file(name));
    int refused = assertTimeoutPreemptively(PATIENCE, () -> damageEverywhere(name, intact));
    assertTrue(refused > 0, "no damage to " + name + " was noticed");
  }

  private int damageEverywhere(String name, byte[] intact) throws IOException {
    Random random = new Random(42);
    int refused = 0;
    for (int at = 0; at < intact.length; at += STEP) {
      refused += read(name, Arrays.copyOf(intact, at));
      for (int size : new int[] {1, 8}) {
        byte[] noise = new byte[Math.min(size, intact.length - at)];
        random.nextBytes(noise);
        refused += read(name, overwritten(intact, at, noise));
        Arrays.fill(noise, (byte) 0xFF);
        refused += read(name, overwritten(intact, at, noise));
      }
    }
    return refused;
  }

  private static byte[] overwritten(byte[] intact, int at, byte[] bytes) {
    byte[] damaged = intact.clone();
    System.arraycopy(bytes, 0, damaged, at, bytes.length);
    return damaged;
  }

  /// 1 if the content was refused, 0 if it was read; any other exception fails the test.
  private int read(String name, byte[] content) throws IOException {
    try {
      if (name.endsWith(".h5")) {
        Hdf5.read(name, MemorySegment.ofArray(content));
      } else if (name.endsWith(".npy")) {
        Npy.decode(name, MemorySegment.ofArray(content));
      } else {
        Path file = Files.write(folder.resolve(name), content);
        if (name.endsWith(".npz")) {
          Npz.read(file);
        } else {
          KerasArchive.read(file);
        }
      }
      return 0;
    } catch (FormatException e) {
      return 1;
    }
  }
}
