package org.sungu.graph;

/// Ops that read or write at positions given by another tensor.
public sealed interface Indexing extends SingleOutputOp permits Gather, ScatterAdd {
  @Override
  default int inputCount() {
    return 2;
  }
}
