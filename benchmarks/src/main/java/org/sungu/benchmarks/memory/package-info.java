/// Whether memory grows over many predictions and fits.
@NullMarked
package org.sungu.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
