/// Layers in which each position of a sequence looks at the others.
@NullMarked
package org.sungu.nn.layer.attention;

import org.jspecify.annotations.NullMarked;
