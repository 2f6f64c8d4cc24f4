/// Layers that go through a sequence step by step.
@NullMarked
package org.sungu.nn.layer.recurrent;

import org.jspecify.annotations.NullMarked;
