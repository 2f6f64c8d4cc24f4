package org.sungu.graph;

/// Ops that combine the elements along axes.
public sealed interface Reduction extends SingleOutputOp permits ReduceSum, ReduceMax, ArgMax, CumulativeSum {
  @Override
  default int inputCount() {
    return 1;
  }
}
