package org.sungu.nn.layer.recurrent;

/// How [Bidirectional] joins the outputs of both directions.
public enum MergeMode {
  SUM,
  MUL,
  AVE,
  CONCAT
}
