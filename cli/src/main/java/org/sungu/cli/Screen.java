package org.sungu.cli;

import java.io.PrintStream;

/// Where commands print.
///
/// @param out results and progress
/// @param err remarks and errors
/// @param terminal whether `out` is a terminal, on which lines may be redrawn
record Screen(PrintStream out, PrintStream err, boolean terminal) {}
