/// Convolutions with 3×3 kernels by Winograd's method; see [org.sungu.backend.cpu.provider.TileMap].
@NullMarked
package org.sungu.backend.cpu.winograd;

import org.jspecify.annotations.NullMarked;
