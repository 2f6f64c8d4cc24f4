/// Sets of allowed weights, onto which each optimizer step projects.
@NullMarked
package org.sungu.nn.constraint;

import org.jspecify.annotations.NullMarked;
