/// Layers that make training harder so that the network generalizes; they do nothing when predicting.
@NullMarked
package org.sungu.nn.layer.regularization;

import org.jspecify.annotations.NullMarked;
