package org.sungu.nn.layer.window;

import org.sungu.tensor.Shape;

/// Places that windows see beyond the edges of space.
///
/// @param low before the first place of each axis
/// @param high behind the last
public record Margins(Shape low, Shape high) {}
