/// Tables: CSV files read, their columns understood, split, and turned into model inputs.
///
/// The way of a file: [org.sungu.data.tabular.Table] (text as it stands in the file) →
/// [org.sungu.data.tabular.ColumnType] (what a column means) → [org.sungu.data.tabular.TargetColumn] and
/// [org.sungu.data.tabular.Split] → [org.sungu.data.tabular.TabularSchema] (fitted on the training rows, kept with the
/// model) → named arrays. [org.sungu.data.tabular.TabularData] walks it in one call.
@NullMarked
package org.sungu.data.tabular;

import org.jspecify.annotations.NullMarked;
