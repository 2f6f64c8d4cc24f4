/// Layers that turn raw data into what a network can learn from; fitted once, saved with the model.
@NullMarked
package org.sungu.nn.layer.preprocessing;

import org.jspecify.annotations.NullMarked;
