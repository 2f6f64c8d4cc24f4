/// A planned arena and fast kernels for processors: oneDNN, the Vector API and plain loops.
@NullMarked
package org.sungu.backend.cpu;

import org.jspecify.annotations.NullMarked;
