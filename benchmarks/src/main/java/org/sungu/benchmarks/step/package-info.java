/// Whole training steps and predictions of networks built by hand.
@NullMarked
package org.sungu.benchmarks.step;

import org.jspecify.annotations.NullMarked;
