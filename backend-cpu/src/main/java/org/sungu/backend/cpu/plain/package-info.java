/// Float32 kernels as plain loops: the fallback where the Vector API is absent, with the same results bit for bit.
@NullMarked
package org.sungu.backend.cpu.plain;

import org.jspecify.annotations.NullMarked;
