/// Contracts and checks that operations, layers and backends have to pass.
@NullMarked
package org.sungu.testkit;

import org.jspecify.annotations.NullMarked;
