/// Rewrites that turn a program into a smaller, faster one with the same meaning.
@NullMarked
package org.sungu.rewrite;

import org.jspecify.annotations.NullMarked;
