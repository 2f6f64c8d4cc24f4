package org.sungu.nn;

/// One result of an [Application]: what Keras calls a KerasTensor. Compared by identity.
public final class LayerOutput {
  private final Application application;
  private final int index;

  LayerOutput(Application application, int index) {
    this.application = application;
    this.index = index;
  }

  public Application application() {
    return application;
  }

  /// Which result of the application this is.
  public int index() {
    return index;
  }
}
