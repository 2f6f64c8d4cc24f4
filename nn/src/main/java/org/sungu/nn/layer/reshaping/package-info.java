/// Layers that arrange values in another shape.
@NullMarked
package org.sungu.nn.layer.reshaping;

import org.jspecify.annotations.NullMarked;
