package org.sungu.backend.cpu.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.util.Locale;
import java.util.Optional;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;

/// Functions in executable memory, `void f(char *memory)` in the System V calling convention. Freed once nobody has a kernel of them any more.
///
/// The memory is writable while the code is copied there and executable afterwards, never both.
public final class MachineCode {
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int EXECUTE = 4;
  private static final int PRIVATE = 2;
  private static final int ANONYMOUS_ON_LINUX = 0x20;
  private static final int ANONYMOUS_ON_MAC = 0x1000;
  private static final Cleaner CLEANER = Cleaner.create();

  private static final MethodHandle MAP = link("mmap", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle PROTECT = link("mprotect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle UNMAP = link("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle CALL = call();

  private final long address;

  private MachineCode(long address, long size) {
    this.address = address;
    CLEANER.register(this, () -> unmap(address, size));
  }

  /// Whether this system and processor run such code.
  public static boolean isPossible() {
    String architecture = System.getProperty("os.arch");
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return (architecture.equals("amd64") || architecture.equals("x86_64")) && (system.contains("linux") || system.contains("mac"));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(String name, FunctionDescriptor descriptor) {
    SymbolLookup standard = Linker.nativeLinker().defaultLookup();
    return Linker.nativeLinker().downcallHandle(standard.findOrThrow(name), descriptor);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle call() {
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(JAVA_LONG));
  }

  /// Puts code into memory; empty where the system forbids it.
  public static Optional<MachineCode> of(byte[] code) {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    long size = code.length;
    try {
      long address = (long) MAP.invokeExact(0L, size, READ | WRITE, PRIVATE | (mac ? ANONYMOUS_ON_MAC : ANONYMOUS_ON_LINUX), -1, 0L);
      if (address == -1) {
        return Optional.empty();
      }
      MemorySegment.copy(MemorySegment.ofArray(code), 0, Memory.ALL, address, size);
      if ((int) PROTECT.invokeExact(address, size, READ | EXECUTE) != 0) {
        unmap(address, size);
        return Optional.empty();
      }
      return Optional.of(new MachineCode(address, size));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unmap(long address, long size) {
    try {
      int ignored = (int) UNMAP.invokeExact(address, size);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// The function that begins at an offset, to be called with the address of some memory.
  public Kernel function(int offset, long memory) {
    return new Function(this, MemorySegment.ofAddress(address + offset), memory);
  }

  private record Function(MachineCode owner, MemorySegment entry, long memory) implements Kernel {
    @Override
    public void run() {
      try {
        CALL.invokeExact(entry, memory);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
