package org.sungu.backend;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.NDArray;

/// A compiled program. Safe to use from many threads, each with a [Call] of its own; a program that updates variables
/// must run in one thread at a time.
public interface Executable extends AutoCloseable {
  Program program();

  /// Memory for one run at a time: inputs, outputs and everything between. Make it once, run it many times.
  Call newCall();

  /// Bytes that one call's planned memory takes.
  long scratchBytes();

  /// Runs once, with copies in and out. Convenient, not fast: it makes a call for every run.
  default List<NDArray> run(List<NDArray> inputs) {
    Program program = program();
    if (inputs.size() != program.inputs().size()) {
      throw new IllegalArgumentException("got " + inputs.size() + " inputs; expected " + program.inputs().size());
    }
    try (Call call = newCall()) {
      for (int i = 0; i < inputs.size(); i++) {
        Tensor expected = program.inputs().get(i);
        NDArray value = inputs.get(i);
        if (value.dtype() != expected.dtype() || !value.shape().equals(expected.shape())) {
          throw new IllegalArgumentException("input " + i + " got " + value + "; expected " + expected.type());
        }
        call.input(i).copyFrom(value.segment());
      }
      call.run();
      List<NDArray> outputs = new ArrayList<>();
      for (int i = 0; i < program.outputs().size(); i++) {
        Tensor output = program.outputs().get(i);
        NDArray copy = NDArray.zeros(output.dtype(), output.shape());
        MemorySegment.copy(call.output(i), 0, copy.segment(), 0, copy.segment().byteSize());
        outputs.add(copy);
      }
      return outputs;
    }
  }

  @Override
  void close();
}
