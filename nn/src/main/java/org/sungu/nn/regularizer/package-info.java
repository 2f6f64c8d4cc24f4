/// Penalties on weights that are added to the loss.
@NullMarked
package org.sungu.nn.regularizer;

import org.jspecify.annotations.NullMarked;
