package org.sungu.backend.cpu.kernel;

/// Which of a convolution's three arrays is computed of the two others.
public enum ConvolutionRole {
  OUTPUT,
  INPUT_GRADIENT,
  KERNEL_GRADIENT
}
