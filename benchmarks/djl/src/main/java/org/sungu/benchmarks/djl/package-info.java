/// A peer of the comparison; see `docs/benchmarks.md`.
@NullMarked
package org.sungu.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
