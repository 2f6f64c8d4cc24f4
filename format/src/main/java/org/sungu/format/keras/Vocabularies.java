package org.sungu.format.keras;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.format.FormatException;
import org.sungu.nn.Layer;
import org.sungu.nn.layer.preprocessing.IndexLookup;
import org.sungu.nn.layer.preprocessing.IntegerLookup;
import org.sungu.nn.layer.preprocessing.StringLookup;
import org.sungu.tensor.NDArray;

/// Vocabularies that lookup layers learnt from data: Keras keeps them in files of the archive, one term a line, special tokens
/// first. A configuration never names a file outside of the archive.
final class Vocabularies {
  /// The file's name within a layer's folder.
  static final String FILE = "vocabulary.txt";

  /// Where the weights of its terms are, below a layer's group.
  static final String TERM_WEIGHTS = "vars/idf_weights";

  private Vocabularies() {}

  /// The layer with the vocabulary of its file, if it needs one.
  ///
  /// @param file the file's bytes, or null if there is none
  /// @param termWeights one for each line of the file, or null if there are none
  static Layer completed(Layer layer, byte @Nullable [] file, @Nullable NDArray termWeights, String where) {
    if (!(layer instanceof IndexLookup<?> lookup) || lookup.vocabulary() != null) {
      return layer;
    }
    if (file == null) {
      throw new FormatException(where + " has no vocabulary, neither in its configuration nor in " + FILE
          + " in its folder; expected one. Adapt the layer to data before saving the model");
    }
    List<String> lines = lines(file);
    // Those behind the last term are padding.
    List<Double> weights = termWeights == null ? null : Arrays.stream(termWeights.toDoubles()).limit(lines.size()).boxed().toList();
    try {
      return switch (lookup) {
        case StringLookup text -> text.withVocabulary(lines).withIdfWeights(weights);
        case IntegerLookup integers -> integers.withVocabulary(lines.stream().map(line -> Long.valueOf(line.strip())).toList()).withIdfWeights(weights);
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
