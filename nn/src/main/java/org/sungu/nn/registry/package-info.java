/// Finding classes by the names that files and users have for them.
@NullMarked
package org.sungu.nn.registry;

import org.jspecify.annotations.NullMarked;
