/// Comparisons with numbers of Keras.
@NullMarked
package org.sungu.nn.regularizer;

import org.jspecify.annotations.NullMarked;
