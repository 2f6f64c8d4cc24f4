/// Float32 kernels on the Vector API: the only package that names `jdk.incubator.vector`.
@NullMarked
package org.sungu.backend.cpu.vector;

import org.jspecify.annotations.NullMarked;
