@NullMarked
package org.sungu.cli;

import org.jspecify.annotations.NullMarked;
