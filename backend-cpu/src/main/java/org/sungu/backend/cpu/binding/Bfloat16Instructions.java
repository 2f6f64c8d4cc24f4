package org.sungu.backend.cpu.binding;

import java.lang.invoke.MethodHandle;

/// Whether the processor multiplies bfloat16. Without that oneDNN would do so slowly, and float32 is the faster way to the same numbers.
///
/// Source: [processor dispatch](https://uxlfoundation.github.io/oneDNN/dev_guide_cpu_dispatcher_control.html).
final class Bfloat16Instructions {
  /// The bit of `dnnl_cpu_isa_avx512_core_bf16` that sets it apart from the instruction sets before it.
  private static final int AVX_512_BFLOAT16 = 0x80;

  private static final boolean THERE = ask();

  private Bfloat16Instructions() {}

  static boolean areThere() {
    return THERE;
  }

  private static boolean ask() {
    MethodHandle effective = OneDnn.function("dnnl_get_effective_cpu_isa", 0);
    try {
      boolean there = ((int) effective.invokeExact() & AVX_512_BFLOAT16) != 0;
      if (!there) {
        System.getLogger(Bfloat16Instructions.class.getName()).log(System.Logger.Level.WARNING,
            "This processor does not multiply bfloat16, so float32 is computed in its place: mixed_bfloat16 is no faster here than float32");
      }
      return there;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
