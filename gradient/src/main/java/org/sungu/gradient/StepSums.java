package org.sungu.gradient;

import java.util.ArrayList;
import java.util.List;
import org.sungu.graph.Add;
import org.sungu.graph.MatMul;
import org.sungu.graph.Node;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.Tensor;

/// Sums over all steps of a loop of tensors that are computed inside, taken behind the loop where that is possible.
///
/// A sum of products `Σ aᵢᵀ·bᵢ`, as it arises for a weight that every step multiplies with, is one product of what is stacked,
/// `[steps · rows, m]ᵀ · [steps · rows, n]`; a sum of sums over axes, as it arises for a bias, is one sum with an axis more. Anything
/// else is added up from step to step.
final class StepSums {
  /// A sum, once the loop is there.
  @FunctionalInterface
  interface Sum {
    /// @param stacks the stacks of [#stacked], in its order
    /// @param totals the sums of [#accumulated], in its order
    Tensor total(List<Tensor> stacks, List<Tensor> totals);
  }

  private final List<Tensor> stacked = new ArrayList<>();
  private final List<Tensor> accumulated = new ArrayList<>();

  /// What the loop has to stack.
  List<Tensor> stacked() {
    return stacked;
  }

  /// What the loop has to add up.
  List<Tensor> accumulated() {
    return accumulated;
  }

  Sum of(Tensor tensor) {
    Node node = tensor.node();
    return switch (node.op()) {
      case MatMul(boolean transposeA, boolean transposeB) when transposeA && !transposeB && tensor.rank() == 2 -> {
        int a = stack(node.input(0));
        int b = stack(node.input(1));
        yield (stacks, _) -> MatMul.of(rows(stacks.get(a)), rows(stacks.get(b)), true, false);
      }
      case ReduceSum sum -> {
        int x = stack(node.input(0));
        yield (stacks, _) -> ReduceSum.of(stacks.get(x), axes(sum)).reshape(tensor.shape().toArray());
      }
      case Reshape _ -> {
        Sum inner = of(node.input(0));
        yield (stacks, totals) -> inner.total(stacks, totals).reshape(tensor.shape().toArray());
      }
      case Add _ when node.input(0).type().equals(node.input(1).type()) -> {
        Sum first = of(node.input(0));
        Sum second = of(node.input(1));
        yield (stacks, totals) -> first.total(stacks, totals).plus(second.total(stacks, totals));
      }
      default -> {
        int index = accumulated.size();
        accumulated.add(tensor);
        yield (_, totals) -> totals.get(index);
      }
    };
  }

  private int stack(Tensor tensor) {
    int known = stacked.indexOf(tensor);
    if (known >= 0) {
      return known;
    }
    stacked.add(tensor);
    return stacked.size() - 1;
  }

  /// The axes of a step's sum, behind the one of the steps.
  private static int[] axes(ReduceSum sum) {
    int[] axes = new int[sum.axes().size() + 1];
    for (int i = 1; i < axes.length; i++) {
      axes[i] = sum.axes().get(i - 1) + 1;
    }
    return axes;
  }

  private static Tensor rows(Tensor stack) {
    int columns = stack.shape().size(-1);
    return stack.reshape(stack.shape().size(0) * stack.shape().size(1), columns);
  }
}
