@NullMarked
package org.sungu.backend.cpu;

import org.jspecify.annotations.NullMarked;
