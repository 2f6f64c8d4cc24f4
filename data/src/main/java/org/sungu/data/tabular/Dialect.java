package org.sungu.data.tabular;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// How a CSV text is laid out, found out from its first lines.
///
/// Cells separated by runs of blanks are recognised where every line has as many of them, and there is no separator, or
/// tabs alone give rows of different widths or leave runs of blanks inside cells.
///
/// @param text the text to parse: from the first row on, and with single tabs in place of runs of blanks
/// @param separator the character between cells
/// @param width cells in most rows
/// @param skippedLines lines before the first row: comments that start with `#`, or Excel's `sep=;`
/// @param sample the first rows, as cells
record Dialect(String text, char separator, int width, int skippedLines, List<List<String>> sample) {
  private static final int SAMPLE_LENGTH = 1 << 14;
  private static final String SEPARATORS = ",;\t|";
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");
  private static final Pattern EXCEL_HINT = Pattern.compile("(?i)sep=(.)\\R[\\s\\S]*");

  static Dialect of(String text) {
    var hint = EXCEL_HINT.matcher(text);
    if (hint.matches()) {
      char separator = hint.group(1).charAt(0);
      String rest = text.substring(nextLine(text, 0));
      var records = records(sampleOf(rest), separator);
      return new Dialect(rest, separator, commonWidth(records), 1, records);
    }
    int start = 0;
    int lastComment = 0;
    int comments = 0;
    while (start < text.length() && text.charAt(start) == '#') {
      lastComment = start;
      start = nextLine(text, start);
      comments++;
    }
    Dialect found = sniffed(text.substring(start), comments);
    if (comments > 0) {
      var withComment = records(sampleOf(text.substring(lastComment)), found.separator);
      // A last "comment" of as many cells as the rows is their header.
      if (!withComment.isEmpty() && withComment.getFirst().size() == found.width && found.width > 1) {
        boolean marked = text.startsWith("# ", lastComment);
        return sniffed(text.substring(lastComment + (marked ? 2 : 0)), comments - 1);
      }
    }
    return found;
  }

  private static Dialect sniffed(String text, int skippedLines) {
    String sample = sampleOf(text);
    Dialect best = null;
    double bestScore = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      if (sample.indexOf(separator) < 0) {
        continue;
      }
      var records = records(sample, separator);
      int width = commonWidth(records);
      double score = width < 2 ? 0 : score(records, width, separator);
      if (score > bestScore) {
        bestScore = score;
        best = new Dialect(text, separator, width, skippedLines, records);
      }
    }
    if (best != null && best.separator != '\t') {
      return best;
    }
    var blanks = records(blanksToTabs(sample), '\t');
    int width = commonWidth(blanks);
    boolean usable = blanks.size() > 1 && width > 1 && isRegular(blanks, width);
    if (usable && (best == null || !isRegular(best.sample, best.width) || best.hasRunsOfBlanks())) {
      return new Dialect(blanksToTabs(text), '\t', width, skippedLines, blanks);
    }
    return best != null ? best : new Dialect(text, ',', 1, skippedLines, records(sample, ','));
  }

  private boolean hasRunsOfBlanks() {
    return sample.stream().allMatch(cells -> cells.stream().anyMatch(cell -> cell.contains("  ")));
  }

  private static boolean isRegular(List<List<String>> records, int width) {
    return records.stream().allMatch(cells -> cells.size() == width);
  }

  // Regular width counts most, a first row of that width next, then wider rows. Rows that are regular under both comma
  // and another separator, where the comma stands inside numbers, use decimal commas.
  private static double score(List<List<String>> records, int width, char separator) {
    long regular = records.stream().filter(record -> record.size() == width).count();
    double score = (double) regular / records.size();
    score += records.getFirst().size() == width ? 0.5 : 0;
    score += Math.min(width, 1000) * 1e-6;
    boolean decimalCommas =
        separator != ',' && records.stream().flatMap(List::stream).anyMatch(cell -> DECIMAL_COMMA.matcher(cell).matches());
    return score + (decimalCommas ? 0.01 : 0);
  }

  private static String blanksToTabs(String text) {
    var result = new StringBuilder(text.length());
    boolean quoted = false;
    boolean pending = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      }
      if (!quoted && (c == ' ' || c == '\t')) {
        pending = true;
        continue;
      }
      boolean lineStart = result.isEmpty() || result.charAt(result.length() - 1) == '\n';
      if (pending && !lineStart && c != '\n' && c != '\r') {
        result.append('\t');
      }
      pending = false;
      result.append(c);
    }
    return result.toString();
  }

  /// The first lines: about [#SAMPLE_LENGTH] characters, but at least three lines, the last one whole.
  private static String sampleOf(String text) {
    int end = 0;
    for (int lines = 0; end < text.length() && (lines < 3 || end < SAMPLE_LENGTH); lines++) {
      end = nextLine(text, end);
    }
    return text.substring(0, end);
  }

  private static int nextLine(String text, int from) {
    int newline = text.indexOf('\n', from);
    if (newline >= 0) {
      return newline + 1;
    }
    int carriageReturn = text.indexOf('\r', from);
    return carriageReturn >= 0 && carriageReturn < text.length() - 1 ? carriageReturn + 1 : text.length();
  }

  private static List<List<String>> records(String sample, char separator) {
    var records = new ArrayList<List<String>>();
    try (CsvReader<CsvRecord> reader = TableReader.csv(separator).ofCsvRecord(sample)) {
      for (CsvRecord csvRecord : reader) {
        List<String> cells = csvRecord.getFields().stream().map(String::strip).toList();
        if (cells.size() > 1 || !cells.getFirst().isEmpty()) {
          records.add(cells);
        }
      }
    } catch (CsvParseException | java.io.IOException stoppedShort) {
      // What was read until here is enough for a guess; the full pass reports the place.
      return records;
    }
    return records;
  }

  private static int commonWidth(List<List<String>> records) {
    Map<Integer, Integer> counts = new HashMap<>();
    int common = 0;
    int most = 0;
    for (var cells : records) {
      int count = counts.merge(cells.size(), 1, Integer::sum);
      if (count > most || (count == most && cells.size() > common)) {
        most = count;
        common = cells.size();
      }
    }
    return common;
  }
}
