/// Well-known networks, with the layers, names and settings that they have in `keras.applications`, so that weights saved there load here.
@NullMarked
package org.sungu.zoo;

import org.jspecify.annotations.NullMarked;
