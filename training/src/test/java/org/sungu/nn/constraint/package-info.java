/// Comparisons with numbers of Keras.
@NullMarked
package org.sungu.nn.constraint;

import org.jspecify.annotations.NullMarked;
