package org.sungu.backend.cpu.binding;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import org.sungu.tensor.DType;

/// The functions of oneDNN's C API that are used here. The library's objects are named by their addresses.
///
/// Source: [the C API](https://uxlfoundation.github.io/oneDNN/), version 3.11. To be used only where [OneDnnLibrary#shared] is there.
final class OneDnn {
  /// `dnnl_f32`.
  private static final int FLOAT32 = 3;
  /// `dnnl_bf16`.
  private static final int BFLOAT16 = 2;
  /// Arguments of a primitive: `DNNL_ARG_SRC`, `DNNL_ARG_WEIGHTS`, `DNNL_ARG_DST`, `DNNL_ARG_SCRATCHPAD`.
  static final int SOURCE = 1;
  static final int WEIGHTS = 33;
  static final int DESTINATION = 17;
  static final int SCRATCHPAD = 80;

  private static final int CPU_ENGINE = 1;
  private static final int IN_ORDER_STREAM = 1;
  private static final int USER_SCRATCHPAD = 1;
  private static final int QUERY_SCRATCHPAD = 136;
  private static final int ANY_FORMAT = 1;

  private static final OneDnnLibrary LIBRARY = OneDnnLibrary.shared().orElseThrow();
  private static final MethodHandle SET_THREADS = setThreads();
  private static final MethodHandle EXECUTE = function("dnnl_primitive_execute", 4);
  private static final MethodHandle ENGINE_CREATE = function("dnnl_engine_create", 3);
  private static final MethodHandle STREAM_CREATE = function("dnnl_stream_create", 3);
  private static final MethodHandle DESCRIPTOR_CREATE = function("dnnl_memory_desc_create_with_strides", 5);
  private static final MethodHandle DESCRIPTOR_CREATE_WITH_TAG = function("dnnl_memory_desc_create_with_tag", 5);
  private static final MethodHandle DESCRIPTOR_EQUAL = function("dnnl_memory_desc_equal", 2);
  private static final MethodHandle DESCRIPTOR_DESTROY = function("dnnl_memory_desc_destroy", 1);
  private static final MethodHandle DESCRIPTOR_SIZE = sized("dnnl_memory_desc_get_size", 1);
  private static final MethodHandle ATTRIBUTES_CREATE = function("dnnl_primitive_attr_create", 1);
  private static final MethodHandle ATTRIBUTES_SET_SCRATCHPAD = function("dnnl_primitive_attr_set_scratchpad_mode", 2);
  private static final MethodHandle MATMUL_CREATE = function("dnnl_matmul_primitive_desc_create", 7);
  private static final MethodHandle QUERY = sized("dnnl_primitive_desc_query_md", 3);
  private static final MethodHandle PRIMITIVE_DESCRIPTOR_DESTROY = function("dnnl_primitive_desc_destroy", 1);
  private static final MethodHandle PRIMITIVE_CREATE = function("dnnl_primitive_create", 2);
  private static final MethodHandle PRIMITIVE_DESTROY = function("dnnl_primitive_destroy", 1);
  private static final MethodHandle MEMORY_CREATE = function("dnnl_memory_create", 4);
  private static final MethodHandle MEMORY_DESTROY = function("dnnl_memory_destroy", 1);

  /// One engine and one stream serve all threads: primitives run in the thread that executes them.
  static final long ENGINE = create("engine", out -> (int) ENGINE_CREATE.invokeExact(out, (long) CPU_ENGINE, 0L));
  static final long STREAM = create("stream", out -> (int) STREAM_CREATE.invokeExact(out, ENGINE, (long) IN_ORDER_STREAM));
  static final long ATTRIBUTES = attributes();

  private OneDnn() {}

  /// All parameters are passed as 64-bit words, the narrower ones sign-extended, which every calling convention of the platforms allows.
  static MethodHandle function(String name, int parameters) {
    return link(LIBRARY.symbols(), name, FunctionDescriptor.of(JAVA_INT, words(parameters)));
  }

  private static MethodHandle sized(String name, int parameters) {
    return link(LIBRARY.symbols(), name, FunctionDescriptor.of(JAVA_LONG, words(parameters)));
  }

  private static MethodHandle setThreads() {
    return link(LIBRARY.threading(), "omp_set_num_threads", FunctionDescriptor.ofVoid(JAVA_INT), Linker.Option.critical(false));
  }

  private static MemoryLayout[] words(int count) {
    return Collections.nCopies(count, JAVA_LONG).toArray(MemoryLayout[]::new);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(SymbolLookup lookup, String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return Linker.nativeLinker().downcallHandle(lookup.findOrThrow(name), descriptor, options);
  }

  /// A call that writes the address of what it has made to a given address.
  @FunctionalInterface
  interface Creation {
    int into(long out) throws Throwable;
  }

  static long create(String what, Creation creation) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_LONG);
      check("create " + what, creation.into(out.address()));
      return out.get(JAVA_LONG, 0);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  private static void check(String what, int status) {
    if (status != 0) {
      throw new IllegalStateException("oneDNN could not " + what + ": status " + status);
    }
  }

  private static RuntimeException failure(Throwable cause) {
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }

  private static long attributes() {
    long attributes = create("attributes", out -> (int) ATTRIBUTES_CREATE.invokeExact(out));
    try {
      check("set the scratchpad mode", (int) ATTRIBUTES_SET_SCRATCHPAD.invokeExact(attributes, (long) USER_SCRATCHPAD));
    } catch (Throwable e) {
      throw failure(e);
    }
    return attributes;
  }

  private static long number(DType type) {
    return switch (type) {
      case FLOAT32 -> FLOAT32;
      case BFLOAT16 -> BFLOAT16;
      case FLOAT64, FLOAT16, INT8, UINT8, INT32, INT64, BOOL -> throw new IllegalArgumentException("got " + type.kerasName() + "; expected float32 or bfloat16");
    };
  }

  /// An array of float32 or bfloat16. Strides are in elements.
  static long descriptor(DType type, long[] sizes, long[] strides) {
    try (Arena arena = Arena.ofConfined()) {
      long sizesAddress = arena.allocateFrom(JAVA_LONG, sizes).address();
      long stridesAddress = arena.allocateFrom(JAVA_LONG, strides).address();
      return create("memory descriptor",
          out -> (int) DESCRIPTOR_CREATE.invokeExact(out, (long) sizes.length, sizesAddress, number(type), stridesAddress));
    }
  }

  /// The same in whatever order suits the primitive that it is made for.
  static long anyDescriptor(DType type, long[] sizes) {
    try (Arena arena = Arena.ofConfined()) {
      long sizesAddress = arena.allocateFrom(JAVA_LONG, sizes).address();
      return create("memory descriptor",
          out -> (int) DESCRIPTOR_CREATE_WITH_TAG.invokeExact(out, (long) sizes.length, sizesAddress, number(type), (long) ANY_FORMAT));
    }
  }

  static boolean areEqual(long descriptor, long other) {
    try {
      return (int) DESCRIPTOR_EQUAL.invokeExact(descriptor, other) != 0;
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  static void destroyDescriptor(long descriptor) {
    destroy(DESCRIPTOR_DESTROY, descriptor);
  }

  /// What a matrix product of described arrays needs to know, made for a single thread.
  static long matMul(long source, long weights, long destination) {
    useOneThread();
    return create("matrix product", out -> (int) MATMUL_CREATE.invokeExact(out, ENGINE, source, weights, 0L, destination, ATTRIBUTES));
  }

  /// The descriptor of the scratch memory, which belongs to the primitive's descriptor.
  static long scratchpad(long primitiveDescriptor) {
    return query(primitiveDescriptor, QUERY_SCRATCHPAD);
  }

  /// One of the descriptors that belong to the primitive's descriptor.
  static long query(long primitiveDescriptor, int what) {
    try {
      return (long) QUERY.invokeExact(primitiveDescriptor, (long) what, 0L);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  static long byteSize(long descriptor) {
    try {
      return (long) DESCRIPTOR_SIZE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  static void destroyPrimitiveDescriptor(long descriptor) {
    destroy(PRIMITIVE_DESCRIPTOR_DESTROY, descriptor);
  }

  static long primitive(long descriptor) {
    useOneThread();
    return create("primitive", out -> (int) PRIMITIVE_CREATE.invokeExact(out, descriptor));
  }

  static void destroyPrimitive(long primitive) {
    destroy(PRIMITIVE_DESTROY, primitive);
  }

  static long memory(long descriptor, long address) {
    return create("memory", out -> (int) MEMORY_CREATE.invokeExact(out, descriptor, ENGINE, address));
  }

  static void destroyMemory(long memory) {
    destroy(MEMORY_DESTROY, memory);
  }

  private static void destroy(MethodHandle function, long object) {
    try {
      check("destroy an object", (int) function.invokeExact(object));
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// Runs a primitive in this thread alone.
  ///
  /// @param arguments the address of pairs of argument number and memory
  static void execute(long primitive, int count, long arguments) {
    try {
      SET_THREADS.invokeExact(1);
      int status = (int) EXECUTE.invokeExact(primitive, STREAM, (long) count, arguments);
      if (status != 0) {
        check("execute a primitive", status);
      }
    } catch (Throwable e) {
      throw failure(e);
    }
  }

  /// OpenMP keeps this number for each thread.
  static void useOneThread() {
    try {
      SET_THREADS.invokeExact(1);
    } catch (Throwable e) {
      throw failure(e);
    }
  }
}
