/// Layers that stand for functions of `keras.ops` called in a functional model.
@NullMarked
package org.sungu.nn.layer.operation;

import org.jspecify.annotations.NullMarked;
