/// The geometry of layers that look at windows of space: images, series, volumes.
@NullMarked
package org.sungu.nn.layer.window;

import org.jspecify.annotations.NullMarked;
