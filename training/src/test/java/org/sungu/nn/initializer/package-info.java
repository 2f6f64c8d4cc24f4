/// Comparisons with numbers of Keras.
@NullMarked
package org.sungu.nn.initializer;

import org.jspecify.annotations.NullMarked;
