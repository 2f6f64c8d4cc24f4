package org.sungu.nn.layer.preprocessing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/// Text as TensorFlow orders it.
final class Utf8 {
  /// By the bytes of UTF-8, which is by code points; String's own order is by UTF-16's units.
  static final Comparator<String> ORDER =
      Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private Utf8() {}
}
