package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Add;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Node;
import org.sungu.graph.Pad;
import org.sungu.graph.Tensor;
import org.sungu.tensor.Shape;

/// `pad(a) {high=[0, 3]} + pad(b) {low=[0, 2]}` → `concatenate(a, b)` where zeros are put around pieces that lie one behind the other along an
/// axis and fill it together, as in the gradient of a tensor that was cut into slices.
///
/// A piece's -0 stays -0, where the sum would make it 0.
public final class DisjointPadsIntoConcatenate implements NodeRewrite {
  private static final int MOST_PIECES = 16;

  @Override
  public @Nullable Tensor replace(Node node) {
    if (!(node.op() instanceof Add)) {
      return null;
    }
    List<Node> pads = new ArrayList<>();
    if (!collect(node, pads)) {
      return null;
    }
    Shape full = node.output(0).shape();
    int axis = 0;
    while (axis < full.rank() && pads.getFirst().input(0).shape().size(axis) == full.size(axis)) {
      axis++;
    }
    if (axis == full.rank()) {
      return null;
    }
    int along = axis;
    pads.sort(Comparator.comparingInt(pad -> low(pad).size(along)));
    int end = 0;
    for (Node pad : pads) {
      Shape piece = pad.input(0).shape();
      if (low(pad).size(along) != end || !piece.with(along, 1).equals(full.with(along, 1))) {
        return null;
      }
      end += piece.size(along);
    }
    return end == full.size(along) ? Concatenate.of(pads.stream().map(pad -> pad.input(0)).toList(), along) : null;
  }

  private static Shape low(Node pad) {
    return ((Pad) pad.op()).low();
  }

  /// Adds the pads that are summed up; false if there is anything else.
  private static boolean collect(Node sum, List<Node> pads) {
    for (Tensor term : sum.inputs()) {
      Node node = term.node();
      boolean pad = node.op() instanceof Pad found && found.value() == 0 && Arrays.stream(found.interior().toArray()).allMatch(gap -> gap == 0);
      if (!term.shape().equals(sum.output(0).shape()) || pads.size() == MOST_PIECES) {
        return false;
      } else if (pad) {
        pads.add(node);
      } else if (!(node.op() instanceof Add && collect(node, pads))) {
        return false;
      }
    }
    return true;
  }
}
