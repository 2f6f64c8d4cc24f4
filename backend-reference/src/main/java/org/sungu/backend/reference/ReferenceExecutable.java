package org.sungu.backend.reference;

import java.util.List;
import java.util.stream.Stream;
import org.sungu.backend.Call;
import org.sungu.backend.Executable;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.NDArray;

/// A program and the store it works on; nothing is planned ahead.
final class ReferenceExecutable implements Executable {
  private final Program program;
  private final ReferenceStore store;

  ReferenceExecutable(Program program, ReferenceStore store) {
    this.program = program;
    this.store = store;
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public Call newCall() {
    return new ReferenceCall(program, store, arrays(program.inputs()), arrays(program.outputs()));
  }

  /// Inputs and outputs; what lies between is made anew in each run.
  @Override
  public long scratchBytes() {
    return Stream.concat(program.inputs().stream(), program.outputs().stream())
        .mapToLong(tensor -> tensor.shape().elementCount() * tensor.dtype().byteSize())
        .sum();
  }

  @Override
  public void close() {}

  private static List<NDArray> arrays(List<Tensor> tensors) {
    return tensors.stream().map(tensor -> NDArray.zeros(tensor.dtype(), tensor.shape())).toList();
  }
}
