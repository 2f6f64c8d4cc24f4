/// Nothing but tests: they hold borders between modules and packages, names and sizes against the code.
@NullMarked
package org.sungu.architecture;

import org.jspecify.annotations.NullMarked;
