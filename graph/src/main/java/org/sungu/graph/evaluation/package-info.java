/// What pointwise ops, counting and rearranging mean in numbers: plain functions that constant folding and the reference backend share.
@NullMarked
package org.sungu.graph.evaluation;

import org.jspecify.annotations.NullMarked;
