/// Measurements of Sungu, side by side with its peers.
@NullMarked
package org.sungu.benchmarks;

import org.jspecify.annotations.NullMarked;
