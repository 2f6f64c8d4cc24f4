/// The `sungu` command: the only place that wires data, training, files and a backend together.
@NullMarked
package org.sungu.cli;

import org.jspecify.annotations.NullMarked;
