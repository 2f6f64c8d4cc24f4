/// Sungu as one of the processes that `benchmarks/peers/run.sh` compares, and what such a process speaks.
@NullMarked
package org.sungu.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
