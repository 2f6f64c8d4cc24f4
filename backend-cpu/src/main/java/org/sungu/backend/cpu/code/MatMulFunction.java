package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R14;
import static org.sungu.backend.cpu.code.Assembler.R15;
import static org.sungu.backend.cpu.code.Assembler.RBX;
import static org.sungu.backend.cpu.code.Assembler.RDI;

import java.util.Optional;
import org.sungu.backend.cpu.binding.MachineCode;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.MatMulPlan;
import org.sungu.backend.cpu.provider.MatrixProduct;

/// A matrix product as a function of machine code of its own, for kernels that are no code themselves.
public final class MatMulFunction implements MatMulPlan {
  private static final long ADDRESSES = 64;

  private final MachineCode code;

  private MatMulFunction(MachineCode code) {
    this.code = code;
  }

  /// Empty where the product is not one that code is fast for, and where the processor or the system does not run it.
  public static Optional<MatMulPlan> of(MatrixProduct product, Processor processor) {
    if (processor == Processor.OTHER || product.isRightTransposed() || !MatMulCode.isFast(product)) {
      return Optional.empty();
    }
    CodeBuilder builder = new CodeBuilder(processor == Processor.AVX_512);
    Assembler assembler = builder.assembler();
    assembler.load(R14, RDI, 0);
    assembler.load(R15, RDI, 8);
    assembler.load(RBX, RDI, 16);
    MatMulCode.emit(product, Operand.Memory.at(R14, 0), Operand.Memory.at(R15, 0), Operand.Memory.at(RBX, 0), builder);
    return MachineCode.of(builder.finish()).map(MatMulFunction::new);
  }

  @Override
  public boolean isInOrder() {
    return true;
  }

  @Override
  public long scratchBytes() {
    return ADDRESSES;
  }

  @Override
  public Kernel bind(long a, long b, long c, long scratch) {
    return () -> {
      // Written each time, as scratch memory is everybody's.
      Memory.putLong(scratch, a);
      Memory.putLong(scratch + 8, b);
      Memory.putLong(scratch + 16, c);
      code.call(scratch);
    };
  }
}
