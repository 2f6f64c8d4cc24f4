/// From the ops of a program to the steps of a plan; one class a family of ops.
@NullMarked
package org.sungu.backend.cpu.lowering;

import org.jspecify.annotations.NullMarked;
