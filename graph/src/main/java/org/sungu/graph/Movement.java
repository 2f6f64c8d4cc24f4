package org.sungu.graph;

/// Ops that arrange elements anew without computing with them.
public sealed interface Movement extends SingleOutputOp
    permits Reshape, Transpose, Broadcast, Slice, Pad, Concatenate, Reverse {
  @Override
  default int inputCount() {
    return 1;
  }
}
