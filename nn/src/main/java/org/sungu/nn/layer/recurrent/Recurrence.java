package org.sungu.nn.layer.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Constant;
import org.sungu.graph.Reverse;
import org.sungu.graph.Select;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Loop;
import org.sungu.nn.Masks;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// A cell applied to all steps of a sequence.
///
/// @param outputs `[steps, n, units]`, in the order in which they arise
/// @param lastOutput the output of the last step
/// @param states the states behind it
record Recurrence(Tensor outputs, Tensor lastOutput, List<Tensor> states) {
  /// @param initial the states in front of the first step
  /// @param mask bool `[steps, n]`: which steps count
  static Recurrence of(Cell cell, List<Tensor> initial, @Nullable Tensor mask, boolean backwards, boolean zeroOutput) {
    int steps = cell.sequence().shape().size(0);
    List<Tensor> sequences = mask == null ? List.of(cell.sequence()) : List.of(cell.sequence(), mask);
    Loop loop = Loop.of(steps, backwards, initial, sequences, (states, slices) -> {
      List<Tensor> next = cell.step().next(states, slices.getFirst());
      return mask == null ? new Loop.Step(next, List.of(next.getFirst())) : masked(states, next, slices.get(1), zeroOutput);
    });
    Tensor outputs = backwards ? Reverse.of(loop.value(0), 0) : loop.value(0);
    // Without zeros the output is the first state, which is at hand.
    Tensor last = mask == null || !zeroOutput ? loop.carry(0)
        : Slice.of(outputs, 0, steps - 1, steps).reshape(initial.getFirst().shape().toArray());
    return new Recurrence(outputs, last, loop.carries());
  }

  private static Loop.Step masked(List<Tensor> states, List<Tensor> next, Tensor mask, boolean zeroOutput) {
    Tensor counts = Masks.along(mask, 2);
    List<Tensor> kept = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      kept.add(Select.of(counts, next.get(i), states.get(i)));
    }
    Tensor output = zeroOutput ? Select.of(counts, next.getFirst(), Constant.scalar(next.getFirst().dtype(), 0)) : kept.getFirst();
    return new Loop.Step(kept, List.of(output));
  }

  static Tensor zeros(DType dtype, Shape shape) {
    return Broadcast.of(Constant.scalar(dtype, 0), shape);
  }
}
