package org.sungu.backend.cpu.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/// Memory straight from the system, of 64-bit Linux and macOS: `mmap`, `mprotect`, `madvise` and `munmap`.
///
/// Source: [mmap](https://man7.org/linux/man-pages/man2/mmap.2.html).
final class Mapping {
  static final int READ = 1;
  static final int WRITE = 2;
  static final int EXECUTE = 4;

  private static final int PRIVATE = 2;
  private static final int ANONYMOUS_ON_LINUX = 0x20;
  private static final int ANONYMOUS_ON_MAC = 0x1000;
  private static final int LARGE_PAGES = 14;
  private static final boolean MAC = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");

  private static final MethodHandle MAP = link("mmap", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle PROTECT = link("mprotect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle ADVISE = link("madvise", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle UNMAP = link("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));

  private Mapping() {}

  @SuppressWarnings("restricted")
  private static MethodHandle link(String name, FunctionDescriptor descriptor) {
    SymbolLookup standard = Linker.nativeLinker().defaultLookup();
    return Linker.nativeLinker().downcallHandle(standard.findOrThrow(name), descriptor);
  }

  /// The address of zeros that can be read and written; 0 where the system refuses.
  static long of(long size) {
    try {
      long address = (long) MAP.invokeExact(0L, size, READ | WRITE, PRIVATE | (MAC ? ANONYMOUS_ON_MAC : ANONYMOUS_ON_LINUX), -1, 0L);
      return address == -1 ? 0 : address;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether the memory is now open to what is asked for.
  static boolean protect(long address, long size, int access) {
    try {
      return (int) PROTECT.invokeExact(address, size, access) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Asks Linux for pages of 2 MiB. It may go on with small ones.
  static void wantLargePages(long address, long size) {
    try {
      int ignored = (int) ADVISE.invokeExact(address, size, LARGE_PAGES);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static void remove(long address, long size) {
    try {
      int ignored = (int) UNMAP.invokeExact(address, size);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
