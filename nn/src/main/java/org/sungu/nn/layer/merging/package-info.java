/// Layers that join several inputs.
@NullMarked
package org.sungu.nn.layer.merging;

import org.jspecify.annotations.NullMarked;
