/// Every layer by name. The layers themselves are in the packages below, one for each family.
@NullMarked
package org.sungu.nn.layer;

import org.jspecify.annotations.NullMarked;
