/// oneDNN's C API, called through the foreign function interface: the only package that names native symbols.
@NullMarked
package org.sungu.backend.cpu.binding;

import org.jspecify.annotations.NullMarked;
