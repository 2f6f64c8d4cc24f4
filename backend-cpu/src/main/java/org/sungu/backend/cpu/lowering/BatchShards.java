package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.graph.Body;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Constant;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Node;
import org.sungu.graph.Op;
import org.sungu.graph.Pointwise;
import org.sungu.graph.ReduceMax;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reshape;
import org.sungu.graph.Scan;
import org.sungu.graph.Slice;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.Shape;

/// A loop's body for fewer rows of the batch, where the rows have nothing to do with each other: everything that changes from step to
/// step has the batch as its first axis, and no op mixes along it. Then threads need not meet after each small kernel of each step.
///
/// How many rows go together depends on sizes only, so numbers do not depend on the number of threads.
final class BatchShards {
  /// Some rows, from `firstRow` on, and a body for that many.
  record Shard(Body body, int firstRow) {}

  /// Rows come in multiples of this, so that those of float32 begin where a buffer may begin.
  private static final int ROWS = 16;
  /// Operations of all steps that are worth a thread's while.
  private static final long WORK = 1_000_000;

  private final Body body;
  private final int batch;
  private final int rows;
  private final Map<Tensor, Tensor> parts = new HashMap<>();

  private BatchShards(Body body, int batch, int rows) {
    this.body = body;
    this.batch = batch;
    this.rows = rows;
  }

  /// One shard of everything where the loop cannot be divided, or is too small.
  static List<Shard> of(Scan scan) {
    List<Shard> whole = List.of(new Shard(scan.body(), 0));
    if (scan.carries() == 0 || scan.body().inputs().getFirst().rank() == 0) {
      return whole;
    }
    int batch = scan.body().inputs().getFirst().shape().size(0);
    long count = Math.min(batch / ROWS, operations(scan) / WORK);
    if (count < 2) {
      return whole;
    }
    int rows = Math.toIntExact(Math.ceilDiv(Math.ceilDiv(batch, count), ROWS) * ROWS);
    Map<Integer, Optional<Body>> bodies = new HashMap<>();
    List<Shard> shards = new ArrayList<>();
    for (int first = 0; first < batch; first += rows) {
      Optional<Body> part = bodies.computeIfAbsent(Math.min(rows, batch - first), size -> new BatchShards(scan.body(), batch, size).part(scan));
      if (part.isEmpty()) {
        return whole;
      }
      shards.add(new Shard(part.get(), first));
    }
    return shards;
  }

  private static long operations(Scan scan) {
    long sum = 0;
    for (Node node : Program.of(scan.body().inputs(), scan.body().outputs()).nodes()) {
      long elements = node.output(0).shape().elementCount();
      sum += switch (node.op()) {
        case MatMul matMul -> elements * node.input(0).shape().size(matMul.transposeA() ? -2 : -1);
        case FusedPointwise fused -> elements * fused.steps().size();
        default -> elements;
      };
    }
    return sum * scan.steps();
  }

  private Optional<Body> part(Scan scan) {
    Program program = Program.of(body.inputs(), body.outputs());
    Set<Tensor> byRow = readByRow(program);
    for (int i = 0; i < body.inputs().size(); i++) {
      Tensor input = body.inputs().get(i);
      boolean varies = i < scan.carries() + scan.sequences() ? hasRows(input) : byRow.contains(input);
      if (i < scan.carries() && !varies) {
        return Optional.empty();
      }
      parts.put(input, varies ? Tensor.of(new Input(((Input) input.node().op()).label(), input.type().withShape(fewer(input.shape())))) : input);
    }
    for (Node node : program.nodes()) {
      if (!parts.containsKey(node.output(0)) && !divide(node)) {
        return Optional.empty();
      }
    }
    List<Tensor> outputs = body.outputs().stream().map(this::of).toList();
    for (Tensor output : body.outputs()) {
      boolean aligned = fewer(output.shape()).elementCount() * output.dtype().byteSize() % Memory.ALIGNMENT == 0;
      if (!isDivided(output) || !(aligned || rows < ROWS)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Body(body.inputs().stream().map(this::of).toList(), outputs));
  }

  /// Inputs that pointwise ops combine row by row with others.
  private Set<Tensor> readByRow(Program program) {
    Set<Tensor> found = new HashSet<>();
    for (Node node : program.nodes()) {
      if (node.op() instanceof Pointwise || node.op() instanceof FusedPointwise) {
        node.inputs().stream().filter(input -> hasRows(input) && input.rank() == node.output(0).rank()).forEach(found::add);
      }
    }
    return found;
  }

  private boolean divide(Node node) {
    boolean any = node.inputs().stream().anyMatch(this::isDivided);
    Op op = switch (node.op()) {
      case Constant same -> same;
      case Broadcast broadcast when (any || !hasRows(node.input(0))) && hasRows(node.output(0)) -> new Broadcast(fewer(broadcast.shape()));
      case Op same when !any -> same;
      case Pointwise same when combinesRows(node) -> same;
      case FusedPointwise same when combinesRows(node) -> same;
      case MatMul same when node.output(0).rank() == 2 && !same.transposeA() && !isDivided(node.input(1)) -> same;
      case Slice slice when slice.size().size(0) == batch -> new Slice(slice.start(), fewer(slice.size()), slice.step());
      case Reshape reshape when hasRows(node.output(0)) -> new Reshape(fewer(reshape.shape()));
      case Concatenate same when same.axis() > 0 && node.inputs().stream().allMatch(this::isDivided) -> same;
      case ReduceSum same when !same.axes().contains(0) -> same;
      case ReduceMax same when !same.axes().contains(0) -> same;
      default -> null;
    };
    if (op == null) {
      return false;
    }
    Node part = op.equals(node.op()) && !any ? node : Node.of(op, node.inputs().stream().map(this::of).toList());
    for (int i = 0; i < part.outputs().size(); i++) {
      parts.put(node.output(i), part.output(i));
    }
    return true;
  }

  private boolean combinesRows(Node node) {
    int rank = node.output(0).rank();
    return hasRows(node.output(0))
        && node.inputs().stream().allMatch(input -> input.rank() == rank ? isDivided(input) == hasRows(input) : !isDivided(input));
  }

  private boolean hasRows(Tensor tensor) {
    return tensor.rank() > 0 && tensor.shape().size(0) == batch;
  }

  /// Whether only some rows of the tensor are left.
  private boolean isDivided(Tensor tensor) {
    return of(tensor) != tensor;
  }

  private Tensor of(Tensor tensor) {
    return parts.getOrDefault(tensor, tensor);
  }

  private Shape fewer(Shape shape) {
    return shape.with(0, rows);
  }
}
