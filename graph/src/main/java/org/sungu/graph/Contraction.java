package org.sungu.graph;

/// Ops that multiply and sum over shared axes.
public sealed interface Contraction extends SingleOutputOp permits MatMul, Convolution, ConvolutionInputGradient, ConvolutionKernelGradient {
  @Override
  default int inputCount() {
    return 2;
  }
}
