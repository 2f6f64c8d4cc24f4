package org.sungu.backend.reference;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.VariableStore;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;
import org.sungu.tensor.NDArray;

/// Values on the Java heap. An array in here never changes; an update puts another in its place.
final class ReferenceStore implements VariableStore {
  private final Map<Variable, NDArray> values = new ConcurrentHashMap<>();

  @Override
  public void put(Variable variable, NDArray value) {
    TensorType type = new TensorType(value.dtype(), value.shape());
    if (!type.equals(variable.type())) {
      throw new IllegalArgumentException("variable " + variable.name() + " got " + type + "; expected " + variable.type());
    }
    values.put(variable, value.copy());
  }

  @Override
  public NDArray get(Variable variable) {
    return value(variable).copy();
  }

  /// The value itself, not to be written to.
  NDArray value(Variable variable) {
    @Nullable NDArray value = values.get(variable);
    if (value == null) {
      throw new IllegalArgumentException("variable " + variable + " has no value in this store; put one first");
    }
    return value;
  }

  @Override
  public boolean contains(Variable variable) {
    return values.containsKey(variable);
  }

  @Override
  public long byteSize() {
    return values.values().stream().mapToLong(value -> value.segment().byteSize()).sum();
  }

  @Override
  public void close() {
    values.clear();
  }
}
