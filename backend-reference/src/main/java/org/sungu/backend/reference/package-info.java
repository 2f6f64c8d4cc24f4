/// Plain loops, slow and obvious: the meaning of every operation.
@NullMarked
package org.sungu.backend.reference;

import org.jspecify.annotations.NullMarked;
