package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.code.CodeBuilder;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.LoopCode.Motion;
import org.sungu.backend.cpu.code.PointwiseCode;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.kernel.StridedCopy;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.thread.Team;
import org.sungu.graph.Body;
import org.sungu.graph.Node;
import org.sungu.graph.Scan;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.tensor.Shape;

/// Loops. The body is lowered once. All steps are one function of machine code where all of its kernels can be; otherwise the kernels are bound once
/// for each step, so that a step costs its kernels and nothing else.
///
/// A carry has a row of slots: a step reads one and writes the next. There are two, which take turns, or one for each step and one more
/// where a carry is also stacked; then the stacks are views of the slots. Values are written straight into their stacks.
///
/// Where [BatchShards] finds that the rows of a batch have nothing to do with each other, each thread runs all steps for some of the rows.
final class ScanLowering {
  /// What a shard's step takes at least.
  private static final double NANOSECONDS_A_STEP = 10_000;

  private final Scan scan;
  private final Node node;
  private final Lowering lowering;
  private final Body body;
  /// What the steps read and write: for each input of the body, and for each output that is not a view of a carry's slots.
  private final List<View> inputs = new ArrayList<>();
  private final List<View> carries = new ArrayList<>();
  private final List<Boolean> stackedCarries = new ArrayList<>();
  private final List<View> initial = new ArrayList<>();
  private final Map<Integer, View> values = new HashMap<>();

  private ScanLowering(Scan scan, Node node, Lowering lowering) {
    this.scan = scan;
    this.node = node;
    this.lowering = lowering;
    this.body = scan.body();
  }

  /// The views of the node's outputs.
  static List<View> lower(Scan scan, Node node, Lowering lowering) {
    return new ScanLowering(scan, node, lowering).lower();
  }

  private List<View> lower() {
    List<View> results = new ArrayList<>();
    for (int i = 0; i < scan.carries(); i++) {
      Tensor before = body.inputs().get(i);
      Tensor behind = body.outputs().get(i);
      List<Tensor> stacked = body.outputs().subList(scan.carries(), body.outputs().size());
      boolean everyStep = stacked.contains(before) || (ownOutput(i) && stacked.contains(behind));
      View slots = slots(everyStep ? scan.steps() + 1 : 2, before.type());
      carries.add(slots);
      stackedCarries.add(everyStep);
      inputs.add(slots);
      initial.add(lowering.view(node.input(i)));
      results.add(slice(slots, slot(i, scan.steps()), before.type()));
    }
    for (int i = scan.carries(); i < body.inputs().size(); i++) {
      View view = lowering.view(node.input(i));
      boolean sequence = i < scan.carries() + scan.sequences();
      boolean inPlace = sequence ? scan.steps() == 0 || slice(view, 0, body.inputs().get(i).type()).isContiguous() : view.isContiguous();
      inputs.add(inPlace ? view : lowering.contiguous(view));
    }
    for (int i = scan.carries(); i < body.outputs().size(); i++) {
      View stack = carryStack(i);
      if (stack == null) {
        stack = slots(scan.steps(), body.outputs().get(i).type());
        values.put(i, stack);
      }
      results.add(stack);
    }
    addStep();
    return results;
  }

  private void addStep() {
    List<BatchShards.Shard> shards = BatchShards.of(scan);
    Team team = shards.size() == 1 ? lowering.team() : new Team(1);
    Map<Body, LoweredBody> lowered = new HashMap<>();
    for (BatchShards.Shard shard : shards) {
      lowered.computeIfAbsent(shard.body(), key -> lowering.body(key, outputs(), team));
    }
    List<View> reads = new ArrayList<>(initial);
    reads.addAll(inputs.subList(scan.carries(), inputs.size()));
    List<View> writes = new ArrayList<>(carries);
    writes.addAll(values.values());
    double nanoseconds = NANOSECONDS_A_STEP * scan.steps() * shards.size();
    lowering.add(Step.of("scan", reads, writes, List.of(), new Cut(shards.size(), 1, 1, nanoseconds, Set.of(), (from, to) -> {
      List<BatchShards.Shard> some = shards.subList(Math.toIntExact(from), Math.toIntExact(to));
      long arena = some.stream().mapToLong(shard -> body(lowered, shard).arenaBytes()).max().orElse(0);
      Function<Addresses, Kernel> plain = addresses -> new KernelSequence(
          some.stream().map(shard -> bind(body(lowered, shard), shard, addresses, addresses.scratch())).toArray(Kernel[]::new));
      // Where threads meet in every step, code that runs all steps has none to meet.
      boolean alone = some.stream().allMatch(shard -> body(lowered, shard).isInOnePiece());
      return new Piece(arena, alone ? new CodedKernel(plain,
          (builder, locations) -> some.forEach(shard -> emit(body(lowered, shard), shard, builder, locations))) : plain);
    })));
  }

  private static LoweredBody body(Map<Body, LoweredBody> lowered, BatchShards.Shard shard) {
    return Objects.requireNonNull(lowered.get(shard.body()));
  }

  /// The indices of the body's outputs that a step writes.
  private List<Integer> outputs() {
    List<Integer> outputs = new ArrayList<>();
    for (int i = 0; i < body.outputs().size(); i++) {
      if (i < scan.carries() || values.containsKey(i)) {
        outputs.add(i);
      }
    }
    return outputs;
  }

  private Kernel bind(LoweredBody part, BatchShards.Shard shard, Addresses addresses, long arena) {
    List<Kernel> kernels = new ArrayList<>();
    for (int i = 0; i < scan.carries(); i++) {
      View from = initial(i, shard);
      View to = part(output(i, -1), shard.body().outputs().get(i), shard);
      kernels.add(StridedCopy.of(to.shape(), to.dtype().byteSize(), addresses.of(from), from.strides(), addresses.of(to), to.strides()));
    }
    for (int step = 0; step < scan.steps(); step++) {
      Map<Buffer, Long> places = new HashMap<>();
      places(part, shard, step).forEach((buffer, view) -> places.put(buffer, addresses.of(view)));
      part.bind(places, addresses, arena, kernels);
    }
    return new KernelSequence(kernels.toArray(Kernel[]::new));
  }

  private void emit(LoweredBody part, BatchShards.Shard shard, CodeBuilder builder, Locations around) {
    for (int i = 0; i < scan.carries(); i++) {
      View to = part(output(i, -1), shard.body().outputs().get(i), shard);
      PointwiseCode.copy(initial(i, shard), to, builder, around);
    }
    if (scan.steps() > 0) {
      Map<Buffer, Motion> motions = new LinkedHashMap<>();
      Map<Buffer, View> second = places(part, shard, 1);
      Map<Buffer, View> third = places(part, shard, 2);
      places(part, shard, 0).forEach((buffer, view) -> motions.put(buffer, Motion.of(around.of(view),
          around.of(Objects.requireNonNull(second.get(buffer))), around.of(Objects.requireNonNull(third.get(buffer))))));
      part.emit(scan.steps(), motions, around, builder);
    }
  }

  /// What a shard's body reads and writes in a step.
  private Map<Buffer, View> places(LoweredBody part, BatchShards.Shard shard, int step) {
    // In order, as code must be the same every time.
    Map<Buffer, View> places = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      places.put(part.inputs().get(i), part(input(i, step), shard.body().inputs().get(i), shard));
    }
    List<Integer> outputs = outputs();
    for (int i = 0; i < outputs.size(); i++) {
      places.put(part.outputs().get(i), part(output(outputs.get(i), step), shard.body().outputs().get(outputs.get(i)), shard));
    }
    return places;
  }

  private View initial(int carry, BatchShards.Shard shard) {
    return part(initial.get(carry), shard.body().inputs().get(carry), shard);
  }

  private View input(int index, int step) {
    TensorType type = body.inputs().get(index).type();
    if (index < scan.carries()) {
      return slice(inputs.get(index), slot(index, step), type);
    }
    return index < scan.carries() + scan.sequences() ? slice(inputs.get(index), scan.slice(step), type) : inputs.get(index);
  }

  private View output(int index, int step) {
    TensorType type = body.outputs().get(index).type();
    return index < scan.carries()
        ? slice(carries.get(index), slot(index, step + 1), type)
        : slice(Objects.requireNonNull(values.get(index)), scan.slice(step), type);
  }

  /// A shard's part of a view of all rows.
  private static View part(View view, Tensor part, BatchShards.Shard shard) {
    boolean whole = part.shape().equals(view.shape());
    return whole ? view : view.with(part.shape(), view.offset() + shard.firstRow() * view.strides()[0], view.strides());
  }

  private static View slice(View stack, int index, TensorType type) {
    long[] strides = stack.strides();
    return stack.with(type.shape(), stack.offset() + index * strides[0], Arrays.copyOfRange(strides, 1, strides.length));
  }

  /// Room for a number of tensors, each of which begins where a buffer may begin.
  private View slots(int count, TensorType type) {
    long size = Memory.aligned(type.shape().elementCount() * type.dtype().byteSize()) / type.dtype().byteSize();
    Shape shape = Shape.of(count).append(type.shape().toArray());
    View room = lowering.create(type.withShape(Shape.of(Math.toIntExact(count * size))));
    long[] strides = shape.strides();
    strides[0] = size;
    return room.with(shape, 0, strides);
  }

  /// The slot that a step reads; the next step's is the one that it writes.
  private int slot(int carry, int step) {
    if (!stackedCarries.get(carry)) {
      return step % 2;
    }
    return scan.reversed() ? scan.steps() - step : step;
  }

  /// Whether the value behind a step belongs to this carry and no carry in front of it.
  private boolean ownOutput(int carry) {
    return body.outputs().indexOf(body.outputs().get(carry)) == carry;
  }

  /// The slots of a carry as the stack of a value that is the carry, in front of each step or behind it; null for other values.
  private @Nullable View carryStack(int output) {
    Tensor value = body.outputs().get(output);
    for (int i = 0; i < scan.carries(); i++) {
      boolean before = value == body.inputs().get(i);
      boolean behind = value == body.outputs().get(i) && ownOutput(i);
      if (before || behind) {
        View slots = carries.get(i);
        // A reversed loop starts in the last slot.
        boolean skipsFirst = before == scan.reversed();
        long[] strides = slots.strides();
        return slots.with(node.output(output).shape(), skipsFirst ? strides[0] : 0, strides);
      }
    }
    return null;
  }
}
