package org.sungu.backend;

import org.sungu.graph.Variable;
import org.sungu.tensor.NDArray;

/// The current values of variables. Programs compiled against a store read and write them in place.
///
/// Reading and writing from the host while an updating program runs is not allowed. The memory is freed on close, and also once the
/// store is unreachable.
public interface VariableStore extends AutoCloseable {
  /// Sets a variable's value, adding the variable if it is new. Programs compiled before see the new value.
  ///
  /// @throws IllegalArgumentException if the value's type is not the variable's
  void put(Variable variable, NDArray value);

  /// A copy of the variable's current value.
  ///
  /// @throws IllegalArgumentException if it has none
  NDArray get(Variable variable);

  boolean contains(Variable variable);

  /// Bytes held by all values.
  long byteSize();

  @Override
  void close();
}
