/// Metrics: what is reported while training and evaluating. Meanings and defaults are those of Keras.
@NullMarked
package org.sungu.nn.metric;

import org.jspecify.annotations.NullMarked;
