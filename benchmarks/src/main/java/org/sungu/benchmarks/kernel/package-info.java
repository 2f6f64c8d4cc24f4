/// Single programs under JMH; `benchmarks/kernels.sh` runs them.
@NullMarked
package org.sungu.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
