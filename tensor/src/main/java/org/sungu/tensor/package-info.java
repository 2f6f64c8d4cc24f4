/// Host data: element types, shapes, and the arrays that programs read and write.
@NullMarked
package org.sungu.tensor;

import org.jspecify.annotations.NullMarked;
