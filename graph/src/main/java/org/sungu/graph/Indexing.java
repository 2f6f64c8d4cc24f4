package org.sungu.graph;

/// Ops that read or write at positions given by another tensor.
public sealed interface Indexing extends SingleOutputOp permits Gather, ScatterAdd {}
