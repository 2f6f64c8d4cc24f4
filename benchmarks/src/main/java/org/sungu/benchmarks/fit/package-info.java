/// Training through the public API, beside Keras doing the same.
@NullMarked
package org.sungu.benchmarks.fit;

import org.jspecify.annotations.NullMarked;
