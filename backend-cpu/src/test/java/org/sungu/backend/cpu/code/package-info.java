@NullMarked
package org.sungu.backend.cpu.code;

import org.jspecify.annotations.NullMarked;
