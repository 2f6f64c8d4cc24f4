/// Models and the loops that train, evaluate and use them.
@NullMarked
package org.sungu.training;

import org.jspecify.annotations.NullMarked;
