package org.sungu.data.tabular;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sungu.data.ArrayDataset;
import org.sungu.data.DataException;
import org.sungu.tensor.HostArray;

/// What a model needs to know about the table it was trained with, to be fed from another one.
///
/// @param header whether the table had a header row; without, columns are named by their numbers
/// @param columns all column names, in file order
/// @param features the model inputs, in input order
/// @param target the column that is predicted
/// @param dropped the columns that are not used, with the reasons
public record TabularSchema(
    boolean header, List<String> columns, List<Feature> features, TargetColumn target, List<DroppedColumn> dropped) {

  /// A column that is not used.
  public record DroppedColumn(String column, String reason) {}

  public TabularSchema {
    columns = List.copyOf(columns);
    features = List.copyOf(features);
    dropped = List.copyOf(dropped);
  }

  /// Finds out the columns' types from the whole table, and fits means and vocabularies to the training rows only.
  ///
  /// @param target the target, with its statistics
  /// @param unwanted columns that the user does not want as inputs
  /// @throws DataException if no usable column is left
  static TabularSchema fit(Table table, TargetColumn target, Collection<String> unwanted, int[] trainRows) {
    var features = new ArrayList<Feature>();
    var dropped = new ArrayList<DroppedColumn>();
    var inputs = new InputNames();
    for (Column column : table.columns()) {
      if (column.name().equals(target.column())) {
        continue;
      }
      if (unwanted.contains(column.name())) {
        dropped.add(new DroppedColumn(column.name(), "as asked"));
        continue;
      }
      switch (ColumnTypes.of(table, column)) {
        case ColumnType.Numeric(NumberFormat format, List<String> otherMissing) ->
            features.add(NumericFeature.fit(table, column, inputs.of(column.name()), format, otherMissing, trainRows));
        case ColumnType.Truth _ -> features.add(CategoricalFeature.fit(column, inputs.of(column.name()), true, trainRows));
        case ColumnType.Categorical _ -> {
          CategoricalFeature feature = CategoricalFeature.fit(column, inputs.of(column.name()), false, trainRows);
          if (feature.vocabulary().isEmpty()) {
            dropped.add(new DroppedColumn(column.name(), "every text is rare"));
          } else {
            features.add(feature);
          }
        }
        case ColumnType.Date(DatePattern pattern) -> {
          List<Feature> parts = dateParts(table, column, pattern, inputs, trainRows);
          features.addAll(parts);
          if (parts.isEmpty()) {
            dropped.add(new DroppedColumn(column.name(), "the same date in all rows"));
          }
        }
        case ColumnType.Dropped(String reason) -> dropped.add(new DroppedColumn(column.name(), reason));
      }
    }
    if (features.isEmpty()) {
      throw new DataException(
          table.source() + " has no column to learn '" + target.column() + "' from; expected at least one besides the target ("
              + dropped.stream().map(drop -> "'" + drop.column + "': " + drop.reason).collect(Collectors.joining("; "))
              + "): add columns or drop fewer");
    }
    return new TabularSchema(table.hasHeader(), table.columnNames(), features, target, dropped);
  }

  private static List<Feature> dateParts(
      Table table, Column column, DatePattern pattern, InputNames inputs, int[] trainRows) {
    var parts = new ArrayList<Feature>();
    for (DatePart.Part part : DatePart.Part.values()) {
      if (part == DatePart.Part.WEEKDAY && pattern == DatePattern.YEAR_MONTH) {
        continue;
      }
      String suffix = part == DatePart.Part.DAYS ? "" : "_" + part.name().toLowerCase(Locale.ROOT);
      NumericFeature feature =
          NumericFeature.fit(
              table, column, inputs.of(column.name() + suffix), new DatePart(pattern, part), List.of(), trainRows);
      if (feature.minimum() < feature.maximum()) {
        parts.add(feature);
      }
    }
    return parts;
  }

  /// This schema as maps, lists, strings, numbers and booleans, ready to be written as JSON.
  public Map<String, Object> toMap() {
    return SchemaMap.of(this);
  }

  /// The schema that [#toMap] was called on.
  ///
  /// @throws DataException if the map is not one that `toMap` makes
  public static TabularSchema ofMap(Map<?, ?> map) {
    return SchemaMap.schema(map);
  }

  /// Reads a file as the training table was read: with a header row, or without.
  ///
  /// @throws DataException if the file cannot be read, or has no header where one is needed
  public Table read(Path file) {
    Table table = Table.read(file, header ? Header.PRESENT : Header.ABSENT);
    if (header && table.columnNames().stream().noneMatch(columns::contains)) {
      throw new DataException(
          table.source() + " has none of the columns that the model was trained with; expected a header row with "
              + features.stream().map(Feature::column).distinct().collect(Collectors.joining(", ")) + ", but line 1 is "
              + table.listNames());
    }
    return table;
  }

  /// The model inputs of the given rows, by input name and in input order.
  ///
  /// @throws DataException if a column is missing or a cell does not fit; the message names column, line and value
  public Map<String, HostArray> inputs(Table table, int[] rows, UnseenCategories unseen) {
    rejectMissingColumns(table);
    var inputs = new LinkedHashMap<String, HostArray>();
    for (Feature feature : features) {
      Column column = column(table, feature.column()).orElseThrow();
      inputs.put(feature.input(), feature.read(table, column, rows, unseen));
    }
    return inputs;
  }

  /// The model inputs of all rows.
  ///
  /// @throws DataException as [#inputs(Table, int[], UnseenCategories)] does
  public Map<String, HostArray> inputs(Table table, UnseenCategories unseen) {
    return inputs(table, IntStream.range(0, table.rowCount()).toArray(), unseen);
  }

  /// Inputs and targets of the rows that have a target value, to evaluate a model on.
  ///
  /// @throws DataException if a column is missing, a cell does not fit, or no row has a target value
  public ArrayDataset dataset(Table table, UnseenCategories unseen) {
    double[] values = targetValues(table);
    int[] rows = IntStream.range(0, values.length).filter(row -> !Double.isNaN(values[row])).toArray();
    if (rows.length == 0) {
      throw new DataException(
          table.source() + " has no value in the target '" + target.column() + "'; expected some to compare predictions with:"
              + " fill them in, or predict instead");
    }
    return ArrayDataset.of(inputs(table, rows, unseen), target.array(values, rows));
  }

  /// The targets of all rows ([TargetColumn#values]).
  ///
  /// @throws DataException if the table has no target column, or a cell does not fit
  public double[] targetValues(Table table) {
    Column column =
        column(table, target.column())
            .orElseThrow(
                () ->
                    new DataException(
                        table.source() + " has no column '" + target.column() + "', the target"
                            + NearestName.hint(target.column(), table.columnNames()) + "; its columns are "
                            + table.listNames() + ": rename or add it"));
    return target.values(table, column);
  }

  /// The columns of a table that training did not know, and that are therefore ignored.
  public List<String> unknownColumns(Table table) {
    return header ? table.columnNames().stream().filter(name -> !columns.contains(name)).toList() : List.of();
  }

  private void rejectMissingColumns(Table table) {
    List<String> missing =
        features.stream().map(Feature::column).distinct().filter(name -> column(table, name).isEmpty()).toList();
    if (missing.isEmpty()) {
      return;
    }
    String hints = missing.stream().map(name -> "'" + name + "'" + hint(table, name)).collect(Collectors.joining(", "));
    throw new DataException(
        table.source() + " lacks " + (missing.size() == 1 ? "column " : "columns ") + hints
            + "; expected all that the model was trained with, but its columns are " + table.listNames()
            + ": rename or add " + (missing.size() == 1 ? "it" : "them"));
  }

  private String hint(Table table, String name) {
    var unused = new ArrayList<>(table.columnNames());
    unused.removeAll(columns);
    return NearestName.of(name, unused).map(near -> " (is '" + near + "' meant?)").orElse("");
  }

  // Without a header, a table that lacks just the target column has its other columns in the same order.
  private Optional<Column> column(Table table, String name) {
    boolean shifted = !header && !table.hasHeader() && table.columns().size() == columns.size() - 1;
    if (!shifted) {
      return table.find(name);
    }
    int position = columns.indexOf(name);
    int targetPosition = columns.indexOf(target.column());
    if (position == targetPosition) {
      return Optional.empty();
    }
    return Optional.of(table.columns().get(position > targetPosition ? position - 1 : position));
  }
}
