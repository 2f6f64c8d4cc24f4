package org.sungu.backend.cpu;

import org.sungu.backend.Backend;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.backend.cpu.binding.OneDnnKernels;
import org.sungu.backend.cpu.code.Processor;
import org.sungu.backend.cpu.lowering.Lowering;
import org.sungu.backend.cpu.lowering.Target;
import org.sungu.backend.cpu.plain.PlainKernels;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.vector.VectorKernels;
import org.sungu.backend.cpu.thread.Team;
import org.sungu.backend.cpu.winograd.Winograd;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;

/// Runs programs on the processor: memory planned once, kernels bound once, nothing allocated while a program runs.
public final class CpuBackend implements Backend {
  private final Processor processor;
  private final Target target;

  /// With the fastest kernels that run here, on all processors.
  public CpuBackend() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /// @param threads how many threads work on a large kernel, at least 1
  public CpuBackend(int threads) {
    this(fastest(), Processor.current(), threads);
  }

  private static Kernels fastest() {
    try {
      // Not by the module: a quick start has the classes without it.
      Class.forName("jdk.incubator.vector.FloatVector", false, CpuBackend.class.getClassLoader());
      return new OneDnnKernels(new VectorKernels());
    } catch (ClassNotFoundException e) {
      System.getLogger(CpuBackend.class.getName()).log(System.Logger.Level.WARNING,
          "The Vector API is not there, so plain loops compute, several times slower; pass --add-modules jdk.incubator.vector to java");
      return new OneDnnKernels(new PlainKernels());
    }
  }

  CpuBackend(Kernels kernels, Processor processor, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("got " + threads + " threads; expected at least 1");
    }
    this.processor = processor;
    this.target = new Target(kernels, new Winograd(processor), processor != Processor.OTHER, new Team(threads));
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public VariableStore newStore() {
    return new CpuStore();
  }

  @Override
  public Executable compile(Program program, VariableStore store) {
    if (!(store instanceof CpuStore own)) {
      throw new IllegalArgumentException(
          "got a store of " + store.getClass().getSimpleName() + "; expected one made by this backend's newStore()");
    }
    for (Variable variable : program.variables()) {
      if (!own.contains(variable)) {
        throw new IllegalArgumentException("variable " + variable + " has no value in the store; put one before compiling");
      }
    }
    Program small = Lowering.rewriter(target).rewrite(program);
    return new CpuExecutable(program, Lowering.of(small, target), own, processor);
  }
}
