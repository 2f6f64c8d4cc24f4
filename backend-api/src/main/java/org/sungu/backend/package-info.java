/// What every backend offers: it turns a program into something that runs.
@NullMarked
package org.sungu.backend;

import org.jspecify.annotations.NullMarked;
