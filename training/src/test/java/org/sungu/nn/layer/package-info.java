/// Comparisons with numbers of Keras.
@NullMarked
package org.sungu.nn.layer;

import org.jspecify.annotations.NullMarked;
