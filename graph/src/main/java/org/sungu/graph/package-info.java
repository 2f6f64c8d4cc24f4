/// The symbolic graph: [Tensor]s computed by [Node]s, each applying one [Op] of the small sealed set of primitives.
///
/// An op's record sits in its own file, with its shape rule and its gradient rule beside each other.
@NullMarked
package org.sungu.graph;

import org.jspecify.annotations.NullMarked;
