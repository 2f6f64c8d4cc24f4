package org.sungu.backend.cpu.kernel;

/// Kernels that run one after the other.
public final class KernelSequence implements Kernel {
  private final Kernel[] kernels;

  public KernelSequence(Kernel... kernels) {
    this.kernels = kernels.clone();
  }

  @Override
  public void run() {
    for (Kernel kernel : kernels) {
      kernel.run();
    }
  }

  @Override
  public void close() {
    for (Kernel kernel : kernels) {
      kernel.close();
    }
  }
}
