@NullMarked
package org.sungu.backend.cpu.thread;

import org.jspecify.annotations.NullMarked;
