/// Layers, activations, losses, metrics and optimizers; all of them only build graph.
@NullMarked
package org.sungu.nn;

import org.jspecify.annotations.NullMarked;
