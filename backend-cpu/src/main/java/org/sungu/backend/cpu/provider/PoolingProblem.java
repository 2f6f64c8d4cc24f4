package org.sungu.backend.cpu.provider;

import org.sungu.backend.cpu.kernel.WindowMap;
import org.sungu.graph.Pooling;

/// Pooling of row-major float32 arrays, or some windows of it.
///
/// @param first the first window, counted through the batch
/// @param end the window behind the last one; for ops that write to the positions of windows, both are where an array of the batch begins
public record PoolingProblem(Pooling op, WindowMap map, int channels, long first, long end) {}
