/// The `.keras` archive.
@NullMarked
package org.sungu.format.keras;

import org.jspecify.annotations.NullMarked;
