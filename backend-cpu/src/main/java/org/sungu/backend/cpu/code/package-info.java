/// Machine code for x86-64 processors, written for one program at a time. It computes what the kernels in Java compute, bit for bit, but runs at full speed
/// from the first step on, and several steps run as one function.
@NullMarked
package org.sungu.backend.cpu.code;

import org.jspecify.annotations.NullMarked;
