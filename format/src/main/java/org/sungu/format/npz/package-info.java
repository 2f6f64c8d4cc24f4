/// NumPy arrays (`.npy`) and archives of them (`.npz`).
@NullMarked
package org.sungu.format.npz;

import org.jspecify.annotations.NullMarked;
