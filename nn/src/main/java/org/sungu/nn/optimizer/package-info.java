/// Optimizers: how weights follow from gradients. Meanings and defaults are those of Keras.
@NullMarked
package org.sungu.nn.optimizer;

import org.jspecify.annotations.NullMarked;
