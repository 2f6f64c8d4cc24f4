/// Operations composed of primitives, one function a file; their gradients follow by themselves.
@NullMarked
package org.sungu.graph.composed;

import org.jspecify.annotations.NullMarked;
