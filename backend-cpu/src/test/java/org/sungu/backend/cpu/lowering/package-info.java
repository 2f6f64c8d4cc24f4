@NullMarked
package org.sungu.backend.cpu.lowering;

import org.jspecify.annotations.NullMarked;
