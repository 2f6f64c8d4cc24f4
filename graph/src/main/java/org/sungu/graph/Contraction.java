package org.sungu.graph;

/// Ops that multiply and sum over shared axes.
public sealed interface Contraction extends SingleOutputOp permits MatMul {}
