/// Dense and the other layers that most networks are made of.
@NullMarked
package org.sungu.nn.layer.core;

import org.jspecify.annotations.NullMarked;
