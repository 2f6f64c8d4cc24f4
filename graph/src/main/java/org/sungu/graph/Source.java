package org.sungu.graph;

/// Ops from which values enter a program: fed, constant, stored, counted or drawn.
public sealed interface Source extends SingleOutputOp permits Input, Constant, ReadVariable, Iota, RandomUniform {
  @Override
  default int inputCount() {
    return 0;
  }
}
