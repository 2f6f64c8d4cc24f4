package org.sungu.backend.cpu.binding;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Locale;
import java.util.Optional;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;

/// Functions in executable memory, `void f(char *memory)` in the System V calling convention. Freed once nobody has a kernel of them any more.
///
/// The memory is writable while the code is copied there and executable afterwards, never both.
public final class MachineCode {
  private static final Cleaner CLEANER = Cleaner.create();

  private static final MethodHandle CALL = call();

  private final long address;

  private MachineCode(long address, long size) {
    this.address = address;
    CLEANER.register(this, () -> Mapping.remove(address, size));
  }

  /// Whether this system and processor run such code.
  public static boolean isPossible() {
    String architecture = System.getProperty("os.arch");
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return (architecture.equals("amd64") || architecture.equals("x86_64")) && (system.contains("linux") || system.contains("mac"));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle call() {
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(JAVA_LONG));
  }

  /// Puts code into memory; empty where the system forbids it.
  public static Optional<MachineCode> of(byte[] code) {
    long size = code.length;
    long address = Mapping.of(size);
    if (address == 0) {
      return Optional.empty();
    }
    MemorySegment.copy(MemorySegment.ofArray(code), 0, Memory.ALL, address, size);
    if (!Mapping.protect(address, size, Mapping.READ | Mapping.EXECUTE)) {
      Mapping.remove(address, size);
      return Optional.empty();
    }
    return Optional.of(new MachineCode(address, size));
  }

  /// Puts code into memory where other code has been put before.
  ///
  /// @throws IllegalStateException if the system forbids it all of a sudden
  public static MachineCode required(byte[] code) {
    return of(code).orElseThrow(() -> new IllegalStateException("the system refuses memory for code that it has allowed before; pass -Dsungu.code=false to java"));
  }

  /// The function that begins at an offset, to be called with the address of some memory.
  public Kernel function(int offset, long memory) {
    return new Function(this, MemorySegment.ofAddress(address + offset), memory);
  }

  /// Calls the function that begins with the code.
  public void call(long memory) {
    try {
      CALL.invokeExact(MemorySegment.ofAddress(address), memory);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    } finally {
      Reference.reachabilityFence(this);
    }
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
