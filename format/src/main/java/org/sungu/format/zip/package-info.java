/// ZIP containers, guarded against damaged and hostile files.
@NullMarked
package org.sungu.format.zip;

import org.jspecify.annotations.NullMarked;
