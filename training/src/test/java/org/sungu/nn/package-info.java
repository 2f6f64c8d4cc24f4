/// Networks, compared with Keras's numbers.
@NullMarked
package org.sungu.nn;

import org.jspecify.annotations.NullMarked;
