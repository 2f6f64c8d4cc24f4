/// Loss functions: what training makes small. Meanings and defaults are those of Keras.
@NullMarked
package org.sungu.nn.loss;

import org.jspecify.annotations.NullMarked;
