/// Reverse-mode differentiation, from graph to graph.
@NullMarked
package org.sungu.gradient;

import org.jspecify.annotations.NullMarked;
