package org.sungu.nn.optimizer;

/// Something an optimizer remembers, of the shape of its parameter (or a scalar, if shared by all).
///
/// @param initialValue what it holds before the first step
/// @param group files list the slots of group 0 parameter by parameter, then those of group 1, and so on
public record Slot(String name, double initialValue, int group) {
  /// A slot of group 0.
  public Slot(String name, double initialValue) {
    this(name, initialValue, 0);
  }
}
