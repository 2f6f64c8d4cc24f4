/// Comparisons with numbers of Keras.
@NullMarked
package org.sungu.nn.activation;

import org.jspecify.annotations.NullMarked;
