package org.sungu.backend.cpu.binding;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

/// The loaded native libraries. Loading takes a moment, as oneDNN has up to 90 MB, so it waits until this is first asked for.
///
/// @param symbols those of oneDNN
/// @param threading those of the OpenMP library that it uses
record OneDnnLibrary(SymbolLookup symbols, SymbolLookup threading) {
  private static final String VERSION = "onednn-3.11-1.5.13";

  private static final class Holder {
    static final Optional<OneDnnLibrary> LOADED = load();
  }

  /// Empty, after one line in the log, where the libraries cannot be loaded.
  static Optional<OneDnnLibrary> shared() {
    return Holder.LOADED;
  }

  private static Optional<OneDnnLibrary> load() {
    try {
      Platform platform = Platform.current().orElseThrow(
          () -> new IOException("there are no natives for " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")));
      return Optional.of(load(platform));
    } catch (IOException | IllegalArgumentException | IllegalCallerException e) {
      System.getLogger(OneDnnLibrary.class.getName()).log(System.Logger.Level.WARNING,
          "oneDNN does not load, so own kernels compute large matrix products: " + e.getMessage());
      return Optional.empty();
    }
  }

  @SuppressWarnings("restricted")
  private static OneDnnLibrary load(Platform platform) throws IOException {
    // oneDNN finds the OpenMP library by name among those that are loaded already.
    SymbolLookup threading = platform.bundled()
        ? SymbolLookup.libraryLookup(NativeFiles.unpacked(platform.resource(platform.threading()), VERSION), Arena.global())
        : SymbolLookup.libraryLookup(platform.threading(), Arena.global());
    SymbolLookup symbols = SymbolLookup.libraryLookup(NativeFiles.unpacked(platform.resource(platform.library()), VERSION), Arena.global());
    return new OneDnnLibrary(symbols, threading);
  }
}
