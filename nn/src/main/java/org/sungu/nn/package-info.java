/// Networks: layers, how they are joined, and how they become graph.
///
/// Nothing here computes. A [Layer] is configuration plus a function that builds graph; a [Network] joins layers;
/// a [Trace] turns a network into graph while keeping track of its [Weights].
@NullMarked
package org.sungu.nn;

import org.jspecify.annotations.NullMarked;
