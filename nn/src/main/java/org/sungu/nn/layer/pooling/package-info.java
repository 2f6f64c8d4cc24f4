/// Layers that make one value of every window of space.
@NullMarked
package org.sungu.nn.layer.pooling;

import org.jspecify.annotations.NullMarked;
