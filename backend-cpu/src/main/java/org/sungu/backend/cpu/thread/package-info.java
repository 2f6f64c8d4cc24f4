/// Several processors at work on one kernel.
@NullMarked
package org.sungu.backend.cpu.thread;

import org.jspecify.annotations.NullMarked;
