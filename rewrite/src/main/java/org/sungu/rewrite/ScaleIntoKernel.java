package org.sungu.rewrite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Add;
import org.sungu.graph.Constant;
import org.sungu.graph.Convolution;
import org.sungu.graph.MatMul;
import org.sungu.graph.Multiply;
import org.sungu.graph.Node;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Reshape;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;

/// `(convolution(x, k) + b)·s + t` → `convolution(x, k·s) + (b·s + t)`, where k, b, s and t depend on variables alone and b, s and t hold one
/// number for each filter; matrix products alike. So batch normalization costs nothing in a prediction.
///
/// A backend computes `k·s` once for many runs as long as the program leaves the variables alone; programs that update them stay as they are.
/// Numbers change in their last bits, as other products are rounded.
public final class ScaleIntoKernel implements Rewrite {
  @Override
  public Program apply(Program program) {
    return program.updates().isEmpty() ? new Folding(program).apply() : program;
  }

  private static final class Folding {
    private final Program program;
    private final Rebuild rebuild = new Rebuild();
    /// What depends on variables alone.
    private final Set<Tensor> fixed = new HashSet<>();
    private final Map<Tensor, Integer> readers = new HashMap<>();
    /// Sums that a product has become, which take up what is added to them.
    private final Set<Tensor> sums = new HashSet<>();

    Folding(Program program) {
      this.program = program;
      program.outputs().forEach(output -> readers.merge(output, 1, Integer::sum));
      for (Node node : program.nodes()) {
        node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        boolean source = node.op() instanceof ReadVariable || node.op() instanceof Constant;
        if (source || (!node.inputs().isEmpty() && fixed.containsAll(node.inputs()))) {
          fixed.addAll(node.outputs());
        }
      }
    }

    Program apply() {
      for (Node node : program.nodes()) {
        Tensor folded = fixed.contains(node.output(0)) ? null : folded(node);
        if (folded == null) {
          rebuild.replace(node, rebuild.copy(node));
        } else {
          rebuild.replace(node.output(0), folded);
        }
      }
      return rebuild.finish(program);
    }

    private @Nullable Tensor folded(Node node) {
      if (!(node.op() instanceof Multiply) && !(node.op() instanceof Add)) {
        return null;
      }
      int which = fixed.contains(node.input(0)) ? 1 : 0;
      Tensor value = node.input(which);
      Tensor vector = node.input(1 - which);
      if (!isForEachFilter(vector, value) || !value.type().equals(node.output(0).type())) {
        return null;
      }
      if (node.op() instanceof Multiply) {
        Tensor scaled = scaled(value, flat(vector));
        if (scaled != null && scaled.node().op() instanceof Add) {
          sums.add(scaled);
        }
        return scaled;
      }
      Tensor sum = rebuild.of(value);
      if (!sums.contains(sum) || readers.getOrDefault(value, 0) != 1) {
        return null;
      }
      Tensor more = sum.node().input(0).plus(sum.node().input(1).plus(flat(vector)));
      sums.add(more);
      return more;
    }

    /// `value · scale`, computed by a scaled kernel; null where that cannot be.
    private @Nullable Tensor scaled(Tensor value, Tensor scale) {
      Node node = value.node();
      if (readers.getOrDefault(value, 0) != 1) {
        return null;
      }
      return switch (node.op()) {
        case Convolution op when fixed.contains(node.input(1)) ->
            Tensor.of(op, rebuild.of(node.input(0)), node.input(1).times(scale));
        case MatMul op when fixed.contains(node.input(1)) -> Tensor.of(op, rebuild.of(node.input(0)),
            node.input(1).times(op.transposeB() && scale.shape().elementCount() > 1 ? scale.reshape(scale.shape().size(0), 1) : scale));
        case Reshape op when value.rank() > 0 && node.input(0).rank() > 0 && value.shape().size(-1) == node.input(0).shape().size(-1) -> {
          Tensor inner = scaled(node.input(0), scale);
          yield inner == null ? null : Reshape.of(inner, op.shape());
        }
        case Add _ -> {
          int which = fixed.contains(node.input(0)) ? 1 : 0;
          Tensor added = node.input(1 - which);
          boolean suits = isForEachFilter(added, node.input(which)) && node.input(which).type().equals(value.type());
          Tensor inner = suits ? scaled(node.input(which), scale) : null;
          yield inner == null ? null : inner.plus(flat(added).times(scale));
        }
        default -> null;
      };
    }

    /// Whether the fixed tensor holds one number for all, or one for each index along the value's last axis.
    private boolean isForEachFilter(Tensor tensor, Tensor value) {
      if (!fixed.contains(tensor) || fixed.contains(value) || value.rank() == 0) {
        return false;
      }
      long count = tensor.shape().elementCount();
      return count == 1 || (count == value.shape().size(-1) && tensor.shape().size(-1) == count);
    }

    private static Tensor flat(Tensor vector) {
      return vector.rank() == 1 ? vector : vector.reshape(Math.toIntExact(vector.shape().elementCount()));
    }
  }
}
