/// Learning rates: constants, and schedules that change them with the steps.
@NullMarked
package org.sungu.nn.schedule;

import org.jspecify.annotations.NullMarked;
