package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.code.PointwiseSumCode;
import org.sungu.backend.cpu.code.Tail;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.pointwise.PointwiseLowering;
import org.sungu.backend.cpu.provider.ColumnRuns;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Convolution;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Node;
import org.sungu.graph.Pointwise;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Chains of pointwise ops: together with the convolution in front of them, with the sums of their results, or by themselves.
final class FusedLowering {
  private final Lowering lowering;
  /// Convolutions that a pointwise op alone reads, which are lowered with it.
  private final Set<Node> waiting = new HashSet<>();
  private final Map<Tensor, View> sumsOfRuns = new HashMap<>();

  FusedLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// Whether the node is a convolution that waits for the pointwise op that reads it.
  boolean takes(Node node) {
    if (!(node.op() instanceof Convolution) || !lowering.isCoded() || !lowering.keepsVariables()) {
      return false;
    }
    Tensor result = node.output(0);
    List<Node> readers = lowering.readers().of(result);
    boolean waits = readers.size() == 1 && !lowering.readers().isReturned(result)
        && (readers.getFirst().op() instanceof Pointwise || readers.getFirst().op() instanceof FusedPointwise)
        && readers.getFirst().outputs().size() == 1 && readers.getFirst().output(0).type().equals(result.type());
    return waits && waiting.add(node);
  }

  /// Adds the steps of an op.
  void lower(FusedPointwise op, Node node) {
    if (!behindConvolution(op, node)) {
      alone(op, node);
    }
  }

  /// Lowers the convolutions that wait for the op, the last one of them together with it if possible.
  private boolean behindConvolution(FusedPointwise op, Node node) {
    List<Node> convolutions = node.inputs().stream().map(Tensor::node).filter(waiting::contains).toList();
    if (convolutions.isEmpty()) {
      return false;
    }
    Node last = convolutions.getLast();
    waiting.removeAll(convolutions);
    convolutions.stream().filter(convolution -> convolution != last).forEach(lowering::lower);
    List<View> operands = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      operands.add(input.node() == last ? lowering.create(input.type()) : operand(input));
    }
    Tail tail = new Tail(op, node.inputs().indexOf(last.output(0)), operands);
    Optional<View> result = lowering.hasPlace(node.output(0)) ? Optional.empty() : ConvolutionLowering.lower((Convolution) last.op(), last, tail, lowering);
    result.ifPresentOrElse(view -> lowering.put(node.output(0), view), () -> lowering.lower(last));
    return result.isPresent();
  }

  private void alone(FusedPointwise op, Node node) {
    List<View> inputs = node.inputs().stream().map(this::operand).toList();
    if (!PointwiseLowering.readsAnyView(op, inputs)) {
      inputs = inputs.stream().map(lowering::contiguous).toList();
    }
    if (!withSums(op, inputs, node)) {
      List<View> results = node.outputs().stream().map(lowering::result).toList();
      lowering.add(PointwiseLowering.lower(op, inputs, results, lowering.kernels().loops()));
      for (int i = 0; i < results.size(); i++) {
        lowering.put(node.output(i), results.get(i));
      }
    }
  }

  /// Adds up those results of which sums over rows are read, where that saves a way through memory. Results that nobody else reads are not stored.
  private boolean withSums(FusedPointwise op, List<View> operands, Node node) {
    List<Optional<ColumnRuns>> found = node.outputs().stream().map(this::runs).toList();
    Optional<ColumnRuns> first = found.stream().flatMap(Optional::stream).findFirst();
    if (first.isEmpty() || !PointwiseLowering.readsAnyView(op, operands)) {
      return false;
    }
    ColumnRuns runs = first.get();
    List<View> inputs = operands.stream().map(view -> view.elementCount() == runs.shape().elementCount() ? lowering.contiguous(view) : view).toList();
    if (!PointwiseSumCode.suits(inputs, runs)) {
      return false;
    }
    List<View> results = new ArrayList<>();
    List<Boolean> summed = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Tensor output = node.output(i);
      boolean sums = found.get(i).equals(first);
      if (sums) {
        View view = lowering.create(output.type().withShape(Shape.of(Math.toIntExact(runs.count()), Math.toIntExact(runs.columns()))));
        sumsOfRuns.put(output, view);
        results.add(view);
        summed.add(true);
        steps.add(op.results().get(i));
      }
      if (!sums || isStored(output)) {
        View result = lowering.create(output.type());
        lowering.put(output, result);
        results.add(result);
        summed.add(false);
        steps.add(op.results().get(i));
      }
    }
    lowering.add(PointwiseLowering.lowerSums(new FusedPointwise(op.inputCount(), op.steps(), steps), inputs, results, summed, runs, lowering.kernels()));
    return true;
  }

  /// Whether somebody reads the tensor who does not add it up.
  private boolean isStored(Tensor tensor) {
    return lowering.readers().isReturned(tensor) || lowering.readers().of(tensor).stream().anyMatch(node -> !(node.op() instanceof ReduceSum));
  }

  /// How those who add the tensor up do that, if there are any and they agree.
  private Optional<ColumnRuns> runs(Tensor tensor) {
    List<List<Integer>> axes = lowering.readers().of(tensor).stream()
        .filter(node -> node.op() instanceof ReduceSum).map(node -> ((ReduceSum) node.op()).axes()).distinct().toList();
    return lowering.isInLoop() || tensor.dtype() != DType.FLOAT32 || axes.size() != 1 ? Optional.empty() : ColumnRuns.of(tensor.shape(), axes.getFirst());
  }

  /// The sums of runs of rows of a tensor, where they have been computed with it; otherwise null.
  @Nullable View sumsOfRuns(Tensor tensor) {
    return sumsOfRuns.get(tensor);
  }

  /// Repeated elements are read from where they are, and in order where they lie in order.
  private View operand(Tensor tensor) {
    View view = lowering.view(tensor);
    long[] strides = view.strides();
    boolean inRuns = strides.length == 0 || Math.abs(strides[strides.length - 1]) <= 1 || tensor.node().op() instanceof Broadcast;
    return inRuns ? view : lowering.contiguous(view);
  }
}
