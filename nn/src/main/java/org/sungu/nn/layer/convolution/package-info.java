/// Layers that slide kernels over space.
@NullMarked
package org.sungu.nn.layer.convolution;

import org.jspecify.annotations.NullMarked;
