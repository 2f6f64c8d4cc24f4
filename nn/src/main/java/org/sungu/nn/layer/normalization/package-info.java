/// Layers that keep the scale of what flows through a network in bounds.
@NullMarked
package org.sungu.nn.layer.normalization;

import org.jspecify.annotations.NullMarked;
