package org.sungu.graph.composed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Body;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Input;
import org.sungu.graph.Node;
import org.sungu.graph.Scan;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.Shape;

/// A [Scan] whose body is traced: the function of one step is called once, with stand-ins.
///
/// ```
/// Loop loop = Loop.of(80, false, List.of(h0), List.of(x), (carries, slices) -> {
///   Tensor h = Tanh.of(MatMul.of(carries.get(0), u).plus(slices.get(0)));
///   return new Loop.Step(List.of(h), List.of(h));
/// });
/// ```
/// The function may use any tensor from around it, such as `u`. What does not depend on the stand-ins is computed once, in front of the loop.
/// Everything computed inside can be had stacked, too; rewrites drop what nobody reads.
public final class Loop {
  /// What one step returns.
  ///
  /// @param carries their next values, each of the type it had
  /// @param values further values
  public record Step(List<Tensor> carries, List<Tensor> values) {}

  /// Builds the graph of one step.
  @FunctionalInterface
  public interface Function {
    /// @param carries their values in front of the step
    /// @param slices one slice of each sequence
    Step step(List<Tensor> carries, List<Tensor> slices);
  }

  private final Node node;
  private final List<Tensor> carries;
  private final List<Tensor> values;
  private final Map<Tensor, Tensor> stacks;

  private Loop(Node node, List<Tensor> carries, List<Tensor> values, Map<Tensor, Tensor> stacks) {
    this.node = node;
    this.carries = carries;
    this.values = values;
    this.stacks = stacks;
  }

  /// @param reversed whether the last slice of each sequence comes first; values are stacked in the order of the sequences all the same
  /// @param initial the carries in front of the first step
  /// @param sequences `[steps, …]`
  public static Loop of(int steps, boolean reversed, List<Tensor> initial, List<Tensor> sequences, Function function) {
    List<Tensor> carries = new ArrayList<>();
    for (Tensor carry : initial) {
      carries.add(Tensor.of(new Input("carry" + carries.size(), carry.type())));
    }
    List<Tensor> slices = new ArrayList<>();
    for (Tensor sequence : sequences) {
      if (sequence.rank() == 0 || sequence.shape().size(0) != steps) {
        throw new ShapeException("loop: got sequence " + sequence.type() + "; expected " + steps + " steps along the first axis");
      }
      Shape slice = sequence.shape().range(1, sequence.rank());
      slices.add(Tensor.of(new Input("slice" + slices.size(), sequence.type().withShape(slice))));
    }
    Step result = function.step(List.copyOf(carries), List.copyOf(slices));
    Tracing tracing = new Tracing(carries, slices, result);
    Body body = tracing.body();
    List<Tensor> inputs = new ArrayList<>(initial);
    inputs.addAll(sequences);
    inputs.addAll(tracing.captured.keySet());
    Node node = Node.of(new Scan(body, carries.size(), slices.size(), steps, reversed), inputs);
    Map<Tensor, Tensor> stacks = new HashMap<>();
    List<Tensor> inside = List.copyOf(tracing.inside.keySet());
    int offset = carries.size() + result.values().size();
    for (int i = 0; i < inside.size(); i++) {
      stacks.put(inside.get(i), node.output(offset + i));
    }
    for (int i = 0; i < slices.size(); i++) {
      stacks.put(slices.get(i), sequences.get(i));
    }
    return new Loop(node, node.outputs().subList(0, carries.size()), node.outputs().subList(carries.size(), offset), stacks);
  }

  /// The carries behind the last step.
  public List<Tensor> carries() {
    return carries;
  }

  public Tensor carry(int index) {
    return carries.get(index);
  }

  /// The further values of all steps, `[steps, …]`.
  public List<Tensor> values() {
    return values;
  }

  public Tensor value(int index) {
    return values.get(index);
  }

  /// The values in all steps, `[steps, …]`, of a tensor that the traced function was given or has used.
  public Tensor stacked(Tensor tensor) {
    @Nullable Tensor stack = stacks.get(tensor);
    int steps = ((Scan) node.op()).steps();
    return stack != null ? stack : Broadcast.of(tensor, Shape.of(steps).append(tensor.shape().toArray()));
  }

  /// Separates what is computed in each step from what comes from outside.
  private static final class Tracing {
    /// What is computed inside and the carries, and what stands for them in the body.
    private final SequencedMap<Tensor, Tensor> inside = new LinkedHashMap<>();
    private final SequencedMap<Tensor, Tensor> captured = new LinkedHashMap<>();
    private final Map<Tensor, Tensor> slices = new HashMap<>();
    private final List<Tensor> inputs;
    private final Step result;

    Tracing(List<Tensor> carries, List<Tensor> slices, Step result) {
      this.inputs = new ArrayList<>(carries);
      this.result = result;
      inputs.addAll(slices);
      slices.forEach(slice -> this.slices.put(slice, slice));
      carries.forEach(carry -> inside.put(carry, carry));
      SequencedSet<Tensor> roots = new LinkedHashSet<>(result.carries());
      roots.addAll(result.values());
      for (Node node : Program.of(List.of(), List.copyOf(roots)).nodes()) {
        if (node.inputs().stream().anyMatch(this::isInside)) {
          Node copy = Node.of(node.op(), node.inputs().stream().map(this::of).toList());
          for (int i = 0; i < node.outputs().size(); i++) {
            inside.put(node.output(i), copy.output(i));
          }
        }
      }
      if (result.carries().size() != carries.size()) {
        throw new IllegalArgumentException("loop: got " + result.carries().size() + " carries from a step; expected " + carries.size());
      }
    }

    Body body() {
      List<Tensor> outputs = new ArrayList<>();
      result.carries().forEach(carry -> outputs.add(of(carry)));
      result.values().forEach(value -> outputs.add(of(value)));
      outputs.addAll(inside.values());
      List<Tensor> all = new ArrayList<>(inputs);
      all.addAll(captured.values());
      return new Body(all, outputs);
    }

    private boolean isInside(Tensor tensor) {
      return inside.containsKey(tensor) || slices.containsKey(tensor);
    }

    private Tensor of(Tensor tensor) {
      @Nullable Tensor found = inside.getOrDefault(tensor, slices.get(tensor));
      if (found != null) {
        return found;
      }
      // Constants are worth more where they can be seen, and a stretched tensor is smaller as what it was.
      return switch (tensor.node().op()) {
        case Constant _ -> tensor;
        case Broadcast broadcast -> Broadcast.of(of(tensor.node().input(0)), broadcast.shape());
        default -> captured.computeIfAbsent(tensor, key -> Tensor.of(new Input("captured" + captured.size(), key.type())));
      };
    }
  }
}
