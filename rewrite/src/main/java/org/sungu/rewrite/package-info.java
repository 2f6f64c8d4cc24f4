/// Programs made smaller and faster: a [Rewriter] runs one [Rewrite] after the other, and [Rewrites] lists the usual ones in order.
///
/// A rewrite leaves every output and every update with the same value, bit for bit in the reference backend, but for the sign of a NaN and, where zeros
/// would be added, of a zero.
@NullMarked
package org.sungu.rewrite;

import org.jspecify.annotations.NullMarked;
