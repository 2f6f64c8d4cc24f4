/// Convolutions of our own, for where oneDNN is not there or not worth loading.
@NullMarked
package org.sungu.backend.cpu.convolution;

import org.jspecify.annotations.NullMarked;
