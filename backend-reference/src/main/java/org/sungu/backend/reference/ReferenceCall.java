package org.sungu.backend.reference;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sungu.backend.Call;
import org.sungu.graph.Node;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.tensor.NDArray;

/// One run at a time: node after node in the program's order, then the outputs, then all updates together.
final class ReferenceCall implements Call {
  private final Program program;
  private final ReferenceStore store;
  private final List<NDArray> inputs;
  private final List<NDArray> outputs;
  private final Map<Node, Integer> lastUses = new HashMap<>();

  ReferenceCall(Program program, ReferenceStore store, List<NDArray> inputs, List<NDArray> outputs) {
    this.program = program;
    this.store = store;
    this.inputs = inputs;
    this.outputs = outputs;
    List<Node> nodes = program.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (Tensor input : nodes.get(i).inputs()) {
        lastUses.put(input.node(), i);
      }
    }
    program.outputs().forEach(output -> lastUses.put(output.node(), nodes.size()));
    program.updates().values().forEach(value -> lastUses.put(value.node(), nodes.size()));
  }

  @Override
  public MemorySegment input(int index) {
    return inputs.get(index).segment();
  }

  @Override
  public void run() {
    Map<Tensor, NDArray> values = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      values.put(program.inputs().get(i), inputs.get(i));
    }
    List<Node> nodes = program.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      evaluate(nodes.get(i), values);
      for (Tensor input : nodes.get(i).inputs()) {
        if (lastUses.getOrDefault(input.node(), i) == i) {
          input.node().outputs().forEach(values::remove);
        }
      }
    }
    for (int i = 0; i < outputs.size(); i++) {
      outputs.get(i).segment().copyFrom(value(values, program.outputs().get(i)).segment());
    }
    for (Map.Entry<Variable, Tensor> update : program.updates().entrySet()) {
      store.put(update.getKey(), value(values, update.getValue()));
    }
  }

  private void evaluate(Node node, Map<Tensor, NDArray> values) {
    if (values.containsKey(node.output(0))) {
      return;
    }
    List<NDArray> arguments = node.inputs().stream().map(input -> value(values, input)).toList();
    List<NDArray> results = OpEvaluation.of(node.op(), arguments, store);
    for (int i = 0; i < results.size(); i++) {
      values.put(node.output(i), results.get(i));
    }
  }

  private static NDArray value(Map<Tensor, NDArray> values, Tensor tensor) {
    NDArray value = values.get(tensor);
    if (value == null) {
      throw new IllegalStateException(tensor + " was not computed");
    }
    return value;
  }

  @Override
  public MemorySegment output(int index) {
    return outputs.get(index).segment().asReadOnly();
  }

  @Override
  public void close() {}
}
