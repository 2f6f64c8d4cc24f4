/// How weights get their first values.
@NullMarked
package org.sungu.nn.initializer;

import org.jspecify.annotations.NullMarked;
