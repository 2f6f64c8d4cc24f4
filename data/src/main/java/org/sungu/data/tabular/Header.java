package org.sungu.data.tabular;

/// Whether the first row of a CSV file holds the column names.
public enum Header {
  /// Found out by comparing the first row with the others.
  DETECT,
  PRESENT,
  ABSENT
}
