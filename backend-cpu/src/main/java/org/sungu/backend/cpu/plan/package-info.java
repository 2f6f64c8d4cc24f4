/// What a program needs before memory has addresses: views of buffers, steps in order, offsets in one arena.
@NullMarked
package org.sungu.backend.cpu.plan;

import org.jspecify.annotations.NullMarked;
