package org.sungu.data.tabular;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.sungu.data.DataException;

/// The text of a file: unpacked where it is gzip, decoded from UTF-8, UTF-16 with a byte order mark, or else Windows-1252.
final class CsvText {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private CsvText() {}

  /// @throws DataException if there is no such file, or it is empty, or not text
  static String of(Path file) {
    byte[] bytes = bytes(file);
    boolean packed = startsWith(bytes, 0x1F, 0x8B);
    if (packed) {
      bytes = unpacked(file, bytes);
    }
    knownBinary(bytes).ifPresent(kind -> {
      throw new DataException(file + " is " + kind + "; expected CSV text: save or export the table as .csv");
    });
    String text = decoded(bytes);
    if (text.indexOf('\0') >= 0) {
      throw new DataException(file + " holds binary data; expected CSV text: save or export the table as .csv");
    }
    if (text.isBlank()) {
      throw new DataException(file + " is empty; expected a CSV table with a header row and data rows");
    }
    return text;
  }

  private static byte[] bytes(Path file) {
    if (Files.isDirectory(file)) {
      throw new DataException(file + " is a folder; expected a CSV file");
    }
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new DataException("no such file: " + file + "; expected a CSV file: check the path", missing);
    } catch (OutOfMemoryError tooLarge) {
      throw new DataException(
          file + " does not fit in memory; expected a table below 2 GB: raise the heap with -Xmx or take fewer rows", tooLarge);
    } catch (IOException failure) {
      throw new DataException(file + " cannot be read (" + failure + "); check the file and its permissions", failure);
    }
  }

  private static byte[] unpacked(Path file, byte[] bytes) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16)) {
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new DataException(
          file + " is a damaged gzip file (" + failure.getMessage() + "); expected a whole one: fetch or pack it again", failure);
    }
  }

  private static Optional<String> knownBinary(byte[] bytes) {
    if (startsWith(bytes, 'P', 'K', 3, 4)) {
      return Optional.of("a ZIP archive or an Excel workbook");
    }
    if (startsWith(bytes, 'P', 'A', 'R', '1')) {
      return Optional.of("a Parquet file");
    }
    if (startsWith(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
      return Optional.of("an old Excel workbook");
    }
    if (startsWith(bytes, 0x89, 'H', 'D', 'F')) {
      return Optional.of("an HDF5 file");
    }
    return Optional.empty();
  }

  private static String decoded(byte[] bytes) {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    // Malformed bytes become U+FFFD, which hardly any file holds itself: only then is the strict, slower look needed.
    return text.indexOf('\uFFFD') < 0 || isUtf8(bytes) ? text : new String(bytes, WINDOWS);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
