/// Native memory and its accessors.
@NullMarked
package org.sungu.backend.cpu.memory;

import org.jspecify.annotations.NullMarked;
