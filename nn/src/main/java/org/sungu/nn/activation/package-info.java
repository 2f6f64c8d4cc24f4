/// Functions applied to a layer's result.
@NullMarked
package org.sungu.nn.activation;

import org.jspecify.annotations.NullMarked;
