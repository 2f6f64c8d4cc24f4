package org.sungu.graph;

import java.util.ArrayList;
import java.util.List;
import org.sungu.tensor.Shape;

/// A loop with a fixed number of steps. Usually made by [org.sungu.graph.composed.Loop], which traces the body.
///
/// Inputs: first values of the carries, then sequences `[steps, …]`, then whatever else the body reads, the same in every step. A step
/// gets the carries, one slice `[…]` of each sequence, and the rest; it returns the next carries and any further values. Outputs:
/// the carries behind the last step, then each further value stacked, `[steps, …]`.
///
/// Reversed, step i reads slice `steps - 1 - i` of each sequence and writes there, so the last slice comes first. Without any steps, the
/// carries are what they were.
///
/// The gradient differentiates the body and runs the other way. It needs values from inside the steps, for which the body has to
/// return them; `Loop` sees to that, and rewrites remove those that nobody reads.
public record Scan(Body body, int carries, int sequences, int steps, boolean reversed) implements Op {
  public Scan {
    if (carries < 0 || sequences < 0 || steps < 0 || carries + sequences > body.inputs().size() || carries > body.outputs().size()) {
      throw new IllegalArgumentException("scan: got " + carries + " carries, " + sequences + " sequences and " + steps
          + " steps with a " + body + "; expected a body with inputs for all of them and an output for each carry");
    }
    for (int i = 0; i < carries; i++) {
      if (!body.inputs().get(i).type().equals(body.outputs().get(i).type())) {
        throw new ShapeException("scan: carry " + i + " is " + body.inputs().get(i).type() + " in front of a step and "
            + body.outputs().get(i).type() + " behind it; expected the same");
      }
    }
  }

  /// How many inputs are the same in every step.
  public int captured() {
    return body.inputs().size() - carries - sequences;
  }

  /// The index of the slice that a step reads and writes.
  public int slice(int step) {
    return reversed ? steps - 1 - step : step;
  }

  @Override
  public int inputCount() {
    return body.inputs().size();
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      TensorType expected = body.inputs().get(i).type();
      boolean sequence = i >= carries && i < carries + sequences;
      expected = sequence ? stacked(expected) : expected;
      if (!inputs.get(i).equals(expected)) {
        throw new ShapeException("scan: got " + inputs.get(i) + " as input " + i + "; expected " + expected);
      }
    }
    List<TensorType> types = new ArrayList<>();
    for (int i = 0; i < body.outputs().size(); i++) {
      TensorType type = body.outputs().get(i).type();
      types.add(i < carries ? type : stacked(type));
    }
    return types;
  }

  private TensorType stacked(TensorType slice) {
    return slice.withShape(Shape.of(steps).append(slice.shape().toArray()));
  }

  /// @throws UnsupportedOperationException always: whoever differentiates has to differentiate the body
  @Override
  public Gradients gradient(Node node, List<Tensor> upstream) {
    throw new UnsupportedOperationException("scan has no gradient rule of its own; org.sungu.gradient differentiates its body");
  }
}
