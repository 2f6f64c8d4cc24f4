package org.sungu.backend.cpu.provider;

/// A row-major array seen as `[outer, size, inner]`, of which the middle axis is reduced.
public record ReducedAxis(long outer, long size, long inner) {}
