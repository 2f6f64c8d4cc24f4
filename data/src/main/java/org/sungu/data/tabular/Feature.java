package org.sungu.data.tabular;

import org.sungu.tensor.HostArray;

/// One model input made of a table column.
public sealed interface Feature permits NumericFeature, CategoricalFeature {
  /// The column that is read.
  String column();

  /// The model input that is fed ([InputNames]).
  String input();

  /// The input array of the given rows, shape `[rows.length, 1]`.
  ///
  /// @throws org.sungu.data.DataException if a cell does not fit what the model was trained with; the message names column, line and value
  HostArray read(Table table, Column column, int[] rows, UnseenCategories unseen);
}
