/// Tests of well-known networks.
@NullMarked
package org.sungu.zoo;

import org.jspecify.annotations.NullMarked;
