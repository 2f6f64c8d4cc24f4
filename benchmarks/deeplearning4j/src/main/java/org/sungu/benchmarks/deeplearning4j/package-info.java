/// A peer of the comparison; see `docs/benchmarks.md`.
@NullMarked
package org.sungu.benchmarks.deeplearning4j;

import org.jspecify.annotations.NullMarked;
