/// What a set of float32 kernels offers, whichever way it is made.
@NullMarked
package org.sungu.backend.cpu.provider;

import org.jspecify.annotations.NullMarked;
