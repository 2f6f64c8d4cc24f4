package org.sungu.data.tabular;

/// What a model learns about a target column.
public enum Task {
  /// One of two classes: the target is 0 or 1.
  BINARY,
  /// One of several classes: the target is the class's number.
  MULTICLASS,
  /// A number.
  REGRESSION
}
