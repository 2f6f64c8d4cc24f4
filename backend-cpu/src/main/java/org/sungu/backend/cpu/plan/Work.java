package org.sungu.backend.cpu.plan;

/// How a step does what it does: at one go, or in pieces.
public sealed interface Work permits Piece, Cut {}
