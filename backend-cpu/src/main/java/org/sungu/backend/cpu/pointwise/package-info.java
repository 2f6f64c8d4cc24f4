/// Chains of pointwise ops as a tape that runs over blocks of elements which stay in the nearest cache.
@NullMarked
package org.sungu.backend.cpu.pointwise;

import org.jspecify.annotations.NullMarked;
