/// The `sungu` command, the only place that wires everything together.
@NullMarked
package org.sungu.cli;

import org.jspecify.annotations.NullMarked;
