package org.sungu.format.keras;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.format.FormatException;
import org.sungu.nn.Layer;
import org.sungu.nn.layer.preprocessing.IndexLookup;
import org.sungu.nn.layer.preprocessing.IntegerLookup;
import org.sungu.nn.layer.preprocessing.StringLookup;

/// Vocabularies that lookup layers learnt from data: Keras keeps them in files of the archive, one term a line, special tokens
/// first. A configuration never names a file outside of the archive.
final class Vocabularies {
  /// The file's name within a layer's folder.
  static final String FILE = "vocabulary.txt";

  private Vocabularies() {}

  /// The layer with the vocabulary of its file, if it needs one.
  ///
  /// @param file the file's bytes, or null if there is none
  static Layer completed(Layer layer, byte @Nullable [] file, String where) {
    if (!(layer instanceof IndexLookup<?> lookup) || lookup.vocabulary() != null) {
      return layer;
    }
    if (file == null) {
      throw new FormatException(where + " has no vocabulary, neither in its configuration nor in " + FILE
          + " in its folder; expected one. Adapt the layer to data before saving the model");
    }
    List<String> lines = lines(file);
    try {
      return switch (lookup) {
        case StringLookup text -> text.withVocabulary(lines);
        case IntegerLookup integers -> integers.withVocabulary(lines.stream().map(line -> Long.valueOf(line.strip())).toList());
      };
    } catch (NumberFormatException e) {
      throw new FormatException(where + ": " + FILE + " has a line that is no whole number (" + RecordReader.shortened(String.valueOf(e.getMessage()))
          + "); expected one a line. Save the model again", e);
    }
  }

  /// As Python's `splitlines` takes them apart; empty ones at the end do not count.
  private static List<String> lines(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>(List.of(text.split("\\R|[\\x1c-\\x1e]", -1)));
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }
}
