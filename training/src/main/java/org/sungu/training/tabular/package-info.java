/// Networks for tables, with the preparation of the columns inside.
@NullMarked
package org.sungu.training.tabular;

import org.jspecify.annotations.NullMarked;
