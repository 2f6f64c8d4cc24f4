package org.sungu.data.tabular;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sungu.data.DataException;

/// A table as it stands in a CSV file: named columns of text, and where each row was found.
///
/// Read one with [#read(Path)]. Files may be plain or gzip, UTF-8, UTF-16 or Windows-1252, separated by comma, semicolon,
/// tab, `|` or runs of blanks (found out by looking), with quoted cells, and with or without a header row; without one
/// the columns are named by their numbers, `0`, `1`, …
public final class Table {
  private final String source;
  private final boolean header;
  private final char separator;
  private final List<Column> columns;
  private final int rowCount;
  private final int[] lines;

  Table(String source, boolean header, char separator, List<Column> columns, int rowCount, int[] lines) {
    this.source = source;
    this.header = header;
    this.separator = separator;
    this.columns = List.copyOf(columns);
    this.rowCount = rowCount;
    this.lines = lines;
  }

  /// Reads a file, deciding by its content whether the first row is a header.
  ///
  /// @throws DataException if the file cannot be read as a table
  public static Table read(Path file) {
    return read(file, Header.DETECT);
  }

  /// Reads a file.
  ///
  /// @throws DataException if the file cannot be read as a table
  public static Table read(Path file, Header header) {
    return TableReader.read(CsvText.of(file), file.toString(), header);
  }

  /// Reads a table from text.
  ///
  /// @param source what messages call it, such as a file name
  public static Table parse(String text, String source, Header header) {
    return TableReader.read(text, source, header);
  }

  /// What messages call this table: its file.
  public String source() {
    return source;
  }

  /// Whether the column names stood in the file.
  public boolean hasHeader() {
    return header;
  }

  /// The character between cells; a tab also for files whose cells are separated by runs of blanks.
  public char separator() {
    return separator;
  }

  public int rowCount() {
    return rowCount;
  }

  public List<Column> columns() {
    return columns;
  }

  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /// The column of exactly that name.
  public Optional<Column> find(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /// The column that a person means: by name, or by number from 0, negative numbers from the end (-1 is the last). A
  /// column whose name is that number goes first.
  ///
  /// @throws DataException if there is no such column; the message suggests the nearest name
  public Column column(String nameOrNumber) {
    Optional<Column> named = find(nameOrNumber);
    if (named.isPresent()) {
      return named.get();
    }
    if (nameOrNumber.matches("-?\\d{1,6}")) {
      int number = Integer.parseInt(nameOrNumber);
      int position = number < 0 ? number + columns.size() : number;
      if (position >= 0 && position < columns.size()) {
        return columns.get(position);
      }
      throw new DataException(
          source + " has no column number " + nameOrNumber + "; expected 0 to " + (columns.size() - 1)
              + ", or -1 for the last, or a name: " + listNames());
    }
    throw new DataException(
        source + " has no column '" + nameOrNumber + "'" + NearestName.hint(nameOrNumber, columnNames())
            + "; its columns are " + listNames()
            + (header ? "" : " (the file has no header, so columns are named by their numbers)"));
  }

  String listNames() {
    int shown = 30;
    String names = columns.stream().limit(shown).map(Column::name).collect(Collectors.joining(", "));
    return columns.size() > shown ? names + ", … (" + columns.size() + " in all)" : names;
  }

  /// The line of the file, from 1, where a row starts.
  public int line(int row) {
    return lines[row];
  }

  /// Where a row is, for messages: `data.csv line 17`.
  String place(int row) {
    return source + " line " + lines[row];
  }
}
