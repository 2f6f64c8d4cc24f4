package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.code.PointwiseSumCode;
import org.sungu.backend.cpu.code.Tail;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.CopyStep;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Plan;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.pointwise.PointwiseLowering;
import org.sungu.backend.cpu.provider.ColumnRuns;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.thread.Team;
import org.sungu.backend.cpu.winograd.Winograd;
import org.sungu.graph.Body;
import org.sungu.graph.Broadcast;
import org.sungu.graph.Concatenate;
import org.sungu.graph.Contraction;
import org.sungu.graph.Convolution;
import org.sungu.graph.ConvolutionInputGradient;
import org.sungu.graph.ConvolutionKernelGradient;
import org.sungu.graph.CustomOp;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Indexing;
import org.sungu.graph.Input;
import org.sungu.graph.MatMul;
import org.sungu.graph.Movement;
import org.sungu.graph.Node;
import org.sungu.graph.Pointwise;
import org.sungu.graph.Pooling;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Reduction;
import org.sungu.graph.Scan;
import org.sungu.graph.SingleOutputOp;
import org.sungu.graph.Source;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.Transpose;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.rewrite.Rewriter;
import org.sungu.rewrite.Rewrites;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Translates a program into steps over buffers, op by op.
public final class Lowering {
  private final boolean inLoop;
  private final boolean keepsVariables;
  private final Target target;
  private final Constants constants;
  private final Map<Tensor, View> views = new HashMap<>();
  private final Map<Tensor, List<Node>> readers = new HashMap<>();
  private final Map<Tensor, View> sumsOfRuns = new HashMap<>();
  /// What is read behind the run: outputs and new values of variables.
  private final Set<Tensor> returned = new HashSet<>();
  private final IdentityHashMap<View, View> contiguousCopies = new IdentityHashMap<>();
  private final SequencedMap<Variable, Buffer> variables = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  /// Where results are to lie: concatenations, and their parts that can be computed in place.
  private final Map<Tensor, View> places = new HashMap<>();
  /// Convolutions that a pointwise op alone reads, which are lowered with it.
  private final Set<Node> waiting = new HashSet<>();

  /// The constants of a program and of its loops.
  private record Constants(SequencedMap<Buffer, NDArray> values, IdentityHashMap<NDArray, View> views) {
    View view(NDArray value) {
      return views.computeIfAbsent(value, key -> {
        Buffer buffer = Buffer.of(key);
        values.put(buffer, key);
        return View.of(buffer, new TensorType(key.dtype(), key.shape()));
      });
    }
  }

  private Lowering(boolean inLoop, boolean keepsVariables, Target target, Constants constants) {
    this.inLoop = inLoop;
    this.keepsVariables = keepsVariables;
    this.target = target;
    this.constants = constants;
  }

  /// What makes programs fit for lowering.
  public static Rewriter rewriter(Target target) {
    return Rewrites.fast(PointwiseLowering::runsOnTape, node -> switch (node.op()) {
      case MatMul op -> MatMulLowering.isNarrow(op, node, target.kernels());
      case Convolution op -> ConvolutionLowering.isNarrow(op, node.input(1).type(), node.output(0).type(), target);
      case ConvolutionInputGradient op -> ConvolutionLowering.isNarrow(op.forward(), node.input(1).type(), node.input(0).type(), target);
      case ConvolutionKernelGradient op -> ConvolutionLowering.isNarrow(op.forward(), node.output(0).type(), node.input(1).type(), target);
      default -> false;
    });
  }

  /// The steps that compute a program.
  public static LoweredProgram of(Program program, Target target) {
    return new Lowering(false, program.updates().isEmpty(), target, new Constants(new LinkedHashMap<>(), new IdentityHashMap<>())).lower(program);
  }

  private LoweredProgram lower(Program program) {
    List<Buffer> inputs = lowerNodes(program);
    List<Plan.Update> updates = new ArrayList<>();
    program.updates().forEach((variable, value) -> updates.add(new Plan.Update(variable(variable), written(view(value)))));
    List<Buffer> outputs = new ArrayList<>();
    for (Tensor output : program.outputs()) {
      outputs.add(output(view(output), program.updates().values()));
    }
    return new LoweredProgram(Plan.of(steps, inputs, outputs, updates), inputs, outputs, variables, constants.values(), target.team());
  }

  /// One step of a loop, whose constants are this program's, too.
  ///
  /// @param outputs the indices of those outputs that a step is to write
  /// @param helpers who works on its kernels
  LoweredBody body(Body body, List<Integer> outputs, Team helpers) {
    return new Lowering(true, keepsVariables, target.forBody(helpers), constants).lower(body, outputs);
  }

  private LoweredBody lower(Body body, List<Integer> outputs) {
    List<Buffer> inputs = lowerNodes(Program.of(body.inputs(), body.outputs()));
    List<Buffer> written = new ArrayList<>();
    for (int output : outputs) {
      View view = view(body.outputs().get(output));
      Buffer buffer = written(view).buffer();
      written.add(written.contains(buffer) ? copy(view).buffer() : buffer);
    }
    return new LoweredBody(Plan.ofBody(steps, written), inputs, written, target.team());
  }

  private List<Buffer> lowerNodes(Program program) {
    List<Buffer> inputs = new ArrayList<>();
    for (Tensor input : program.inputs()) {
      Buffer buffer = Buffer.of(Buffer.Home.INPUT, byteSize(input.type()));
      inputs.add(buffer);
      views.put(input, View.of(buffer, input.type()));
    }
    if (inLoop) {
      placeConcatenations(program);
    }
    for (Node node : program.nodes()) {
      for (Tensor input : node.inputs()) {
        readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node);
      }
    }
    returned.addAll(program.outputs());
    returned.addAll(program.updates().values());
    for (Node node : program.nodes()) {
      if (node.op() instanceof Convolution && isReadByPointwiseAlone(node.output(0))) {
        waiting.add(node);
      } else if (!views.containsKey(node.output(0))) {
        lower(node);
      }
    }
    return inputs;
  }

  private boolean isReadByPointwiseAlone(Tensor tensor) {
    List<Node> nodes = readers.getOrDefault(tensor, List.of());
    return isCoded() && keepsVariables && nodes.size() == 1 && !returned.contains(tensor)
        && (nodes.getFirst().op() instanceof Pointwise || nodes.getFirst().op() instanceof FusedPointwise)
        && nodes.getFirst().outputs().size() == 1 && nodes.getFirst().output(0).type().equals(tensor.type());
  }

  /// What is computed for a concatenation alone is written where it is to lie there.
  private void placeConcatenations(Program program) {
    Map<Tensor, Integer> uses = new HashMap<>();
    program.nodes().forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
    program.outputs().forEach(output -> uses.merge(output, 1, Integer::sum));
    for (Node node : program.nodes()) {
      if (!(node.op() instanceof Concatenate concatenate) || places.containsKey(node.output(0)) || node.output(0).dtype() != DType.FLOAT32) {
        continue;
      }
      View whole = create(node.output(0).type());
      places.put(node.output(0), whole);
      List<View> parts = MovementLowering.places(concatenate, node, whole);
      for (int i = 0; i < parts.size(); i++) {
        Tensor part = node.input(i);
        boolean pointwise = part.node().op() instanceof Pointwise || part.node().op() instanceof FusedPointwise;
        if (pointwise && part.shape().elementCount() > 0 && uses.getOrDefault(part, 0) == 1) {
          places.put(part, parts.get(i));
        }
      }
    }
  }

  /// Where the result of an op is to lie: a new buffer, or a part of one.
  View result(Tensor tensor) {
    View place = places.get(tensor);
    return place == null ? create(tensor.type()) : place;
  }

  /// Outputs keep their values after the run, so they share no memory with inputs or variables.
  private Buffer output(View view, Collection<Tensor> updates) {
    boolean updatesVariable = updates.stream().anyMatch(value -> view(value).buffer() == view.buffer());
    return (updatesVariable ? copy(view) : written(view)).buffer();
  }

  /// A view that is the whole of a buffer which a step writes.
  private View written(View view) {
    return view.buffer().home() == Buffer.Home.ARENA && view.isWhole() ? view : copy(view);
  }

  private void lower(Node node) {
    switch (node.op()) {
      case FusedPointwise fused -> pointwise(fused, node);
      case Scan scan -> {
        List<View> results = ScanLowering.lower(scan, node, this);
        for (int i = 0; i < results.size(); i++) {
          views.put(node.output(i), results.get(i));
        }
      }
      case CustomOp custom -> custom(custom, node);
      case SingleOutputOp single -> lower(single, node);
    }
  }

  private void lower(SingleOutputOp op, Node node) {
    Tensor result = node.output(0);
    switch (op) {
      case Source source -> views.put(result, SourceLowering.lower(source, node, this));
      case StopGradient _ -> views.put(result, view(node.input(0)));
      case Pointwise pointwise -> pointwise(PointwiseLowering.fused(pointwise, node.inputs().size()), node);
      case Movement movement -> views.put(result, MovementLowering.lower(movement, node, this));
      case Reduction reduction -> views.put(result, ReductionLowering.lower(reduction, node, this));
      // Its reader computes it, too.
      case Convolution _ when PooledConvolution.suits(node, this) -> {}
      case Contraction contraction -> views.put(result, switch (contraction) {
        case MatMul matMul -> MatMulLowering.lower(matMul, node, this);
        case Convolution convolution -> ConvolutionLowering.lower(convolution, node, this);
        case ConvolutionInputGradient gradient -> ConvolutionLowering.lower(gradient, node, this);
        case ConvolutionKernelGradient gradient -> ConvolutionLowering.lower(gradient, node, this);
      });
      case Pooling pooling -> views.put(result, PoolingLowering.lower(pooling, node, this));
      case Indexing indexing -> views.put(result, IndexingLowering.lower(indexing, node, this));
    }
  }

  private void pointwise(FusedPointwise op, Node node) {
    if (!pointwiseBehindConvolution(op, node)) {
      pointwiseAlone(op, node);
    }
  }

  /// Lowers the convolutions that wait for the op, the last one of them together with it if possible.
  private boolean pointwiseBehindConvolution(FusedPointwise op, Node node) {
    List<Node> convolutions = node.inputs().stream().map(Tensor::node).filter(waiting::contains).toList();
    if (convolutions.isEmpty()) {
      return false;
    }
    Node last = convolutions.getLast();
    waiting.removeAll(convolutions);
    convolutions.stream().filter(convolution -> convolution != last).forEach(this::lower);
    List<View> operands = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      operands.add(input.node() == last ? create(input.type()) : pointwiseOperand(input));
    }
    Tail tail = new Tail(op, node.inputs().indexOf(last.output(0)), operands);
    Optional<View> result = places.containsKey(node.output(0)) ? Optional.empty() : ConvolutionLowering.lower((Convolution) last.op(), last, tail, this);
    result.ifPresentOrElse(view -> views.put(node.output(0), view), () -> lower(last));
    return result.isPresent();
  }

  private void pointwiseAlone(FusedPointwise op, Node node) {
    List<View> inputs = node.inputs().stream().map(this::pointwiseOperand).toList();
    if (!PointwiseLowering.readsAnyView(op, inputs)) {
      inputs = inputs.stream().map(this::contiguous).toList();
    }
    if (!pointwiseSums(op, inputs, node)) {
      List<View> results = node.outputs().stream().map(this::result).toList();
      steps.add(PointwiseLowering.lower(op, inputs, results, target.kernels().loops()));
      for (int i = 0; i < results.size(); i++) {
        views.put(node.output(i), results.get(i));
      }
    }
  }

  /// Adds up those results of which sums over rows are read, where that saves a way through memory. Results that nobody else reads are not stored.
  private boolean pointwiseSums(FusedPointwise op, List<View> operands, Node node) {
    List<Optional<ColumnRuns>> found = node.outputs().stream().map(this::runs).toList();
    Optional<ColumnRuns> first = found.stream().flatMap(Optional::stream).findFirst();
    if (first.isEmpty() || !PointwiseLowering.readsAnyView(op, operands)) {
      return false;
    }
    ColumnRuns runs = first.get();
    List<View> inputs = operands.stream().map(view -> view.elementCount() == runs.shape().elementCount() ? contiguous(view) : view).toList();
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
        View view = create(output.type().withShape(Shape.of(Math.toIntExact(runs.count()), Math.toIntExact(runs.columns()))));
        sumsOfRuns.put(output, view);
        results.add(view);
        summed.add(true);
        steps.add(op.results().get(i));
      }
      if (!sums || isStored(output)) {
        View result = create(output.type());
        views.put(output, result);
        results.add(result);
        summed.add(false);
        steps.add(op.results().get(i));
      }
    }
    this.steps.add(PointwiseLowering.lowerSums(new FusedPointwise(op.inputCount(), op.steps(), steps), inputs, results, summed, runs, target.kernels()));
    return true;
  }

  /// Whether somebody reads the tensor who does not add it up.
  private boolean isStored(Tensor tensor) {
    return returned.contains(tensor) || readers.getOrDefault(tensor, List.of()).stream().anyMatch(node -> !(node.op() instanceof ReduceSum));
  }

  /// How those who add the tensor up do that, if there are any and they agree.
  private Optional<ColumnRuns> runs(Tensor tensor) {
    List<List<Integer>> axes = readers.getOrDefault(tensor, List.of()).stream()
        .filter(node -> node.op() instanceof ReduceSum).map(node -> ((ReduceSum) node.op()).axes()).distinct().toList();
    return inLoop || tensor.dtype() != DType.FLOAT32 || axes.size() != 1 ? Optional.empty() : ColumnRuns.of(tensor.shape(), axes.getFirst());
  }

  /// The sums of runs of rows of a tensor, where they have been computed with it; otherwise null.
  @Nullable View sumsOfRuns(Tensor tensor) {
    return sumsOfRuns.get(tensor);
  }

  /// Repeated elements are read from where they are, and in order where they lie in order.
  private View pointwiseOperand(Tensor tensor) {
    View view = view(tensor);
    long[] strides = view.strides();
    boolean inRuns = strides.length == 0 || Math.abs(strides[strides.length - 1]) <= 1 || tensor.node().op() instanceof Broadcast;
    return inRuns ? view : contiguous(view);
  }

  private void custom(CustomOp op, Node node) {
    List<View> inputs = node.inputs().stream().map(input -> contiguous(view(input))).toList();
    List<View> results = node.outputs().stream().map(tensor -> create(tensor.type())).toList();
    // A single row rather than a piece, which might run beside other steps: nobody promises that the op may.
    steps.add(Step.of(op.name(), inputs, results, List.of(),
        new Cut(1, 1, 1, 0, Set.of(), (_, _) -> Piece.of(addresses -> custom(op, inputs, results, addresses)))));
    for (int i = 0; i < results.size(); i++) {
      views.put(node.output(i), results.get(i));
    }
  }

  private static Kernel custom(CustomOp op, List<View> inputs, List<View> results, Addresses addresses) {
    List<NDArray> arguments = inputs.stream().map(view -> Memory.array(view.type(), addresses.of(view))).toList();
    List<NDArray> targets = results.stream().map(view -> Memory.array(view.type(), addresses.of(view))).toList();
    return () -> {
      List<NDArray> values = op.evaluate(arguments);
      for (int i = 0; i < targets.size(); i++) {
        NDArray target = targets.get(i);
        NDArray value = values.get(i);
        if (value.dtype() != target.dtype() || !value.shape().equals(target.shape())) {
          throw new IllegalStateException(op.name() + " returned " + value + " as output " + i + "; expected " + target.dtype().kerasName()
              + target.shape() + " as it inferred");
        }
        target.segment().copyFrom(value.segment());
      }
    };
  }

  /// Whether this is the body of a loop, whose steps become code as a whole or not at all.
  boolean isInLoop() {
    return inLoop;
  }

  /// Whether the program leaves all variables as they are, so that what is computed from them alone stays.
  boolean keepsVariables() {
    return keepsVariables;
  }

  /// Whether steps run as machine code where it can be written for them. The body of a loop may or may not.
  boolean isCoded() {
    return target.coded();
  }

  Target target() {
    return target;
  }

  Team team() {
    return target.team();
  }

  Kernels kernels() {
    return target.kernels();
  }

  Winograd winograd() {
    return target.winograd();
  }

  View view(Tensor tensor) {
    @Nullable View view = views.get(tensor);
    if (view == null) {
      String hint = tensor.node().op() instanceof Input input ? "; declare input '" + input.label() + "' among the program's inputs" : "";
      throw new IllegalArgumentException("tensor " + tensor + " is read before it has a value" + hint);
    }
    return view;
  }

  /// The view itself where its elements lie in row-major order, else a copy in which they do.
  View contiguous(View view) {
    return view.isContiguous() ? view : contiguousCopies.computeIfAbsent(view, this::copy);
  }

  private View copy(View view) {
    View copy = create(view.type());
    steps.add(CopyStep.of(view, copy.buffer()));
    return copy;
  }

  /// The permutation of axes by which all readers of a tensor transpose it, or null.
  @Nullable List<Integer> commonTranspose(Tensor tensor) {
    List<Node> nodes = readers.getOrDefault(tensor, List.of());
    if (nodes.isEmpty() || !(nodes.getFirst().op() instanceof Transpose first)) {
      return null;
    }
    return nodes.stream().allMatch(node -> node.op().equals(first)) ? first.permutation() : null;
  }

  /// The only node that reads a tensor, which is no output of the program, or null.
  @Nullable Node onlyReader(Tensor tensor) {
    List<Node> nodes = readers.getOrDefault(tensor, List.of());
    return !nodes.isEmpty() && !returned.contains(tensor) && nodes.stream().allMatch(node -> node == nodes.getFirst()) ? nodes.getFirst() : null;
  }

  /// A new buffer in the arena.
  View create(TensorType type) {
    return View.of(Buffer.of(Buffer.Home.ARENA, byteSize(type)), type);
  }

  /// Adds a step that reads only what is there from the beginning, in front of all others.
  void addFirst(Step step) {
    steps.addFirst(step);
  }

  void add(Step step) {
    steps.add(step);
  }

  Buffer variable(Variable variable) {
    return variables.computeIfAbsent(variable, key -> Buffer.of(Buffer.Home.VARIABLE, byteSize(key.type())));
  }

  View constant(NDArray value) {
    return constants.view(value);
  }

  private static long byteSize(TensorType type) {
    return type.shape().elementCount() * type.dtype().byteSize();
  }
}
