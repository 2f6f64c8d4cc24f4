/// What pointwise ops mean in numbers: plain scalar functions that constant folding and the reference backend share.
@NullMarked
package org.sungu.graph.evaluation;

import org.jspecify.annotations.NullMarked;
