package org.sungu.nn.layer.window;

import org.sungu.tensor.Shape;

/// How far windows reach beyond the edges. Source: [keras.io](https://keras.io/api/layers/convolution_layers/convolution2d/).
///
/// Below, a window of `k` places with steps of `d` between them spans `e = d·(k - 1) + 1`, and moves by `s` along `n` places.
public enum Padding {
  /// Not at all: `⌊(n - e) / s⌋ + 1` windows.
  VALID,
  /// So far that there are `⌈n / s⌉` windows: as much before as behind, or one more behind.
  SAME,
  /// Only to the past: `e - 1` places before the first, none behind the last.
  CAUSAL;

  /// How far windows reach out, along each axis of space.
  public Margins margins(Shape space, Shape window, Shape strides, Shape dilation) {
    int[] low = new int[space.rank()];
    int[] high = new int[space.rank()];
    for (int i = 0; i < space.rank(); i++) {
      int span = dilation.size(i) * (window.size(i) - 1) + 1;
      int total = switch (this) {
        case VALID -> 0;
        case SAME -> Math.max(0, (Math.ceilDiv(space.size(i), strides.size(i)) - 1) * strides.size(i) + span - space.size(i));
        case CAUSAL -> span - 1;
      };
      low[i] = this == CAUSAL ? total : total / 2;
      high[i] = total - low[i];
    }
    return new Margins(Shape.of(low), Shape.of(high));
  }
}
