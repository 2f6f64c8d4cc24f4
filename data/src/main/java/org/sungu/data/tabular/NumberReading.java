package org.sungu.data.tabular;

/// How a cell's text becomes a number: written as one ([NumberFormat]), or a part of a date ([DatePart]).
public sealed interface NumberReading permits NumberFormat, DatePart {
  /// The number in UTF-8 text, or NaN if the text is none.
  double parse(byte[] text, int start, int end);
}
