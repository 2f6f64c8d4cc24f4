package org.sungu.backend.cpu.binding;

import java.util.Locale;
import java.util.Optional;

/// The natives of oneDNN for this machine, as the artifact `org.bytedeco:dnnl` carries them.
///
/// @param folder where they are in the artifact
/// @param library oneDNN itself
/// @param threading the OpenMP library that it needs
/// @param bundled whether the artifact has the OpenMP library too, rather than the system
record Platform(String folder, String library, String threading, boolean bundled) {
  /// Empty where there are none.
  static Optional<Platform> current() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    if (system.contains("linux")) {
      return Optional.of(new Platform(arm ? "linux-arm64" : "linux-x86_64", "libdnnl.so.3", "libgomp.so.1", true));
    }
    if (system.contains("mac")) {
      return Optional.of(new Platform(arm ? "macosx-arm64" : "macosx-x86_64", "libdnnl.3.dylib", "libomp.dylib", true));
    }
    if (system.contains("windows") && !arm) {
      return Optional.of(new Platform("windows-x86_64", "dnnl.dll", "vcomp140.dll", false));
    }
    return Optional.empty();
  }

  String resource(String file) {
    return "org/bytedeco/dnnl/" + folder + "/" + file;
  }
}
