/// From files to batches: tables, splits and shuffling.
@NullMarked
package org.sungu.data;

import org.jspecify.annotations.NullMarked;
