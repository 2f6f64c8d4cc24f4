package org.sungu.backend.reference;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sungu.graph.Body;
import org.sungu.graph.Node;
import org.sungu.graph.Scan;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// A loop: the body's nodes, one after the other, in every step.
final class ScanEvaluation {
  private ScanEvaluation() {}

  static List<NDArray> of(Scan scan, List<NDArray> inputs, ReferenceStore store) {
    Body body = scan.body();
    List<Node> nodes = Program.of(body.inputs(), body.outputs()).nodes();
    List<NDArray> results = new ArrayList<>(inputs.subList(0, scan.carries()));
    for (Tensor value : body.outputs().subList(scan.carries(), body.outputs().size())) {
      results.add(NDArray.zeros(value.dtype(), Shape.of(scan.steps()).append(value.shape().toArray())));
    }
    for (int step = 0; step < scan.steps(); step++) {
      int slice = scan.slice(step);
      Map<Tensor, NDArray> values = new HashMap<>();
      for (int i = 0; i < inputs.size(); i++) {
        boolean sequence = i >= scan.carries() && i < scan.carries() + scan.sequences();
        NDArray input = i < scan.carries() ? results.get(i) : inputs.get(i);
        values.put(body.inputs().get(i), sequence ? slice(input, slice, body.inputs().get(i)) : input);
      }
      for (Node node : nodes) {
        if (!values.containsKey(node.output(0))) {
          List<NDArray> outputs = OpEvaluation.of(node.op(), node.inputs().stream().map(values::get).toList(), store);
          for (int i = 0; i < outputs.size(); i++) {
            values.put(node.output(i), outputs.get(i));
          }
        }
      }
      for (int i = 0; i < results.size(); i++) {
        NDArray value = Objects.requireNonNull(values.get(body.outputs().get(i)));
        if (i < scan.carries()) {
          results.set(i, value);
        } else {
          long bytes = value.segment().byteSize();
          MemorySegment.copy(value.segment(), 0, results.get(i).segment(), slice * bytes, bytes);
        }
      }
    }
    return results;
  }

  private static NDArray slice(NDArray sequence, int index, Tensor type) {
    NDArray slice = NDArray.zeros(type.dtype(), type.shape());
    long bytes = slice.segment().byteSize();
    MemorySegment.copy(sequence.segment(), index * bytes, slice.segment(), 0, bytes);
    return slice;
  }
}
