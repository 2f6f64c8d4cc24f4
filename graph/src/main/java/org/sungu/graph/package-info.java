/// Programs as data: symbolic tensors, sealed operations, variables, printing and verification.
@NullMarked
package org.sungu.graph;

import org.jspecify.annotations.NullMarked;
