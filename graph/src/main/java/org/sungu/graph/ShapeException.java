package org.sungu.graph;

/// Tensors do not fit an operation: says what was got, what was expected and, once known, in which layer.
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ShapeException(String message) {
    super(message);
  }

  /// The same error, with the layer it arose in put in front.
  public ShapeException inLayer(String layer) {
    ShapeException located = new ShapeException(layer + ": " + getMessage());
    located.setStackTrace(getStackTrace());
    return located;
  }
}
