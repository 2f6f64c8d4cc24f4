/// Activation functions as layers, for those that take arguments or learn.
@NullMarked
package org.sungu.nn.layer.activation;

import org.jspecify.annotations.NullMarked;
