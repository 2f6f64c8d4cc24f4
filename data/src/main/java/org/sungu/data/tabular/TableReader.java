package org.sungu.data.tabular;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sungu.data.DataException;

/// Turns CSV text into a [Table]: finds the layout, names the columns, and checks that all rows are equally wide.
final class TableReader extends AbstractBaseCsvCallbackHandler<Boolean> {
  private final String source;
  private final Dialect dialect;
  private final Column.Builder[] builders;
  private boolean skipNext;
  private int headerLine;
  private boolean hasText;
  private int cellsAdded;
  private int[] lines = new int[256];
  private int rows;
  private int rowsToLastText;

  private TableReader(String source, Dialect dialect, int width, boolean header) {
    this.source = source;
    this.dialect = dialect;
    this.builders = new Column.Builder[width];
    Arrays.setAll(builders, i -> new Column.Builder());
    this.skipNext = header;
  }

  static CsvReader.CsvReaderBuilder csv(char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .trimWhitespacesAroundQuotes(true)
        .allowUnclosedQuote(false)
        .detectBomHeader(false);
  }

  static Table read(String text, String source, Header headerRule) {
    Dialect dialect = Dialect.of(text);
    boolean header =
        switch (headerRule) {
          case PRESENT -> true;
          case ABSENT -> false;
          case DETECT -> HeaderDetection.isHeader(dialect.sample());
        };
    List<String> names = names(dialect, header, source);
    var reader = new TableReader(source, dialect, names.size(), header);
    reader.readAll();
    if (reader.rowsToLastText == 0) {
      throw new DataException(
          source + " has a header but no rows; expected data below the header row" + " (names found: " + String.join(", ", names) + ")");
    }
    var columns = new ArrayList<Column>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(reader.builders[i].build(names.get(i), i, reader.rowsToLastText));
    }
    int[] lines = Arrays.copyOf(reader.lines, reader.rowsToLastText);
    return new Table(source, header, dialect.separator(), columns, reader.rowsToLastText, lines);
  }

  private static List<String> names(Dialect dialect, boolean header, String source) {
    var names = new ArrayList<String>();
    if (!header) {
      for (int i = 0; i < dialect.width(); i++) {
        names.add(Integer.toString(i));
      }
      return names;
    }
    names.addAll(dialect.sample().getFirst());
    if (names.size() == dialect.width() - 1) {
      // One name too few: rows that end with a separator, or row names without a heading, as R writes them.
      boolean emptyLast = dialect.sample().stream().skip(1).allMatch(row -> row.getLast().isEmpty());
      names.add(emptyLast ? names.size() : 0, "");
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        names.set(i, "Unnamed: " + i);
      }
      Integer earlier = seen.putIfAbsent(names.get(i), i);
      if (earlier != null) {
        throw new DataException(
            source + " has two columns named '" + names.get(i) + "' (numbers " + earlier + " and " + i
                + "); expected distinct names: rename one in the header row");
      }
    }
    return names;
  }

  private void readAll() {
    try (CsvReader<Boolean> reader = csv(dialect.separator()).build(this, dialect.text())) {
      var rowsLeft = reader.iterator();
      while (rowsLeft.hasNext()) {
        rowsLeft.next();
      }
    } catch (CsvParseException failure) {
      throw unreadable(failure);
    } catch (IOException failure) {
      throw new DataException(source + " cannot be read (" + failure + ")", failure);
    }
  }

  private DataException unreadable(CsvParseException failure) {
    if (failure.getCause() instanceof DataException own) {
      return own;
    }
    long line = getStartingLineNumber() + dialect.skippedLines();
    return new DataException(
        source + " line " + line + ": a quoted cell does not end properly; expected a closing \" followed by '"
            + dialect.separator() + "' or the end of the line: write a quote inside a quoted cell as \"\"",
        failure);
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    hasText = false;
    cellsAdded = 0;
  }

  @Override
  protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
    if (skipNext) {
      hasText |= !new String(buffer, offset, length).isBlank();
    } else if (field < builders.length) {
      hasText |= builders[field].add(buffer, offset, length);
      cellsAdded++;
    }
  }

  @Override
  protected Boolean buildRecord() {
    boolean blankLine = getFieldCount() <= 1 && !hasText && builders.length > 1;
    if (blankLine && cellsAdded == 1) {
      builders[0].removeLast();
    }
    int line = Math.toIntExact(getStartingLineNumber()) + dialect.skippedLines();
    if (blankLine || skipNext) {
      headerLine = blankLine ? headerLine : line;
      skipNext &= blankLine;
      return false;
    }
    if (getFieldCount() != builders.length) {
      throw new DataException(
          source + " line " + line + " has " + getFieldCount() + (getFieldCount() == 1 ? " cell" : " cells") + "; expected "
              + builders.length + (headerLine > 0 ? ", as many as the header (line " + headerLine + ") names" : ", as in most rows")
              + ": correct the line, or put text that holds '"
              + dialect.separator() + "' between double quotes");
    }
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, rows * 2);
    }
    lines[rows++] = line;
    if (hasText) {
      rowsToLastText = rows;
    }
    return true;
  }
}
