/// Whole programs: what one run computes and changes, checked, printed and read back.
@NullMarked
package org.sungu.graph.program;

import org.jspecify.annotations.NullMarked;
