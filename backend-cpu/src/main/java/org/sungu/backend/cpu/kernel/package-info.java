/// Kernels for everything that is not pointwise and needs no vector unit: movement, indexing, reductions of any element type.
@NullMarked
package org.sungu.backend.cpu.kernel;

import org.jspecify.annotations.NullMarked;
