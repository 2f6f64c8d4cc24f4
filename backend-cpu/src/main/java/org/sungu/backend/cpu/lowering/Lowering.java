package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.CopyStep;
import org.sungu.backend.cpu.plan.Plan;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.pointwise.PointwiseLowering;
import org.sungu.backend.cpu.provider.Kernels;
import org.sungu.backend.cpu.thread.Team;
import org.sungu.backend.cpu.winograd.Winograd;
import org.sungu.graph.Body;
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
import org.sungu.graph.Reduction;
import org.sungu.graph.Scan;
import org.sungu.graph.SingleOutputOp;
import org.sungu.graph.Source;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.rewrite.Rewriter;
import org.sungu.rewrite.Rewrites;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// Translates a program into steps over buffers, op by op.
public final class Lowering {
  private final Program program;
  private final boolean inLoop;
  private final boolean keepsVariables;
  private final Target target;
  private final Constants constants;
  private final Map<Tensor, View> views = new HashMap<>();
  private final Readers readers;
  private final FusedLowering fused = new FusedLowering(this);
  private final IdentityHashMap<View, View> contiguousCopies = new IdentityHashMap<>();
  private final SequencedMap<Variable, Buffer> variables = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  /// Where results are to lie: concatenations, and their parts that can be computed in place.
  private final Map<Tensor, View> places = new HashMap<>();

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

  private Lowering(Program program, boolean inLoop, boolean keepsVariables, Target target, Constants constants) {
    this.program = program;
    this.readers = new Readers(program);
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
    return new Lowering(program, false, program.updates().isEmpty(), target, new Constants(new LinkedHashMap<>(), new IdentityHashMap<>())).lower();
  }

  private LoweredProgram lower() {
    List<Buffer> inputs = lowerNodes();
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
    return new Lowering(Program.of(body.inputs(), body.outputs()), true, keepsVariables, target.forBody(helpers), constants).lower(outputs);
  }

  private LoweredBody lower(List<Integer> outputs) {
    List<Buffer> inputs = lowerNodes();
    List<Buffer> written = new ArrayList<>();
    for (int output : outputs) {
      View view = view(program.outputs().get(output));
      Buffer buffer = written(view).buffer();
      written.add(written.contains(buffer) ? copy(view).buffer() : buffer);
    }
    return new LoweredBody(Plan.ofBody(steps, written), inputs, written, target.team());
  }

  private List<Buffer> lowerNodes() {
    List<Buffer> inputs = new ArrayList<>();
    for (Tensor input : program.inputs()) {
      Buffer buffer = Buffer.of(Buffer.Home.INPUT, byteSize(input.type()));
      inputs.add(buffer);
      views.put(input, View.of(buffer, input.type()));
    }
    if (inLoop) {
      placeConcatenations();
    }
    for (Node node : program.nodes()) {
      if (!views.containsKey(node.output(0)) && !fused.takes(node)) {
        lower(node);
      }
    }
    return inputs;
  }

  /// What is computed for a concatenation alone is written where it is to lie there.
  private void placeConcatenations() {
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

  /// Adds the steps of a node.
  void lower(Node node) {
    switch (node.op()) {
      case FusedPointwise op -> fused.lower(op, node);
      case Scan scan -> put(node, ScanLowering.lower(scan, node, this));
      case CustomOp custom -> put(node, CustomLowering.lower(custom, node, this));
      case SingleOutputOp single -> lower(single, node);
    }
  }

  private void lower(SingleOutputOp op, Node node) {
    Tensor result = node.output(0);
    switch (op) {
      case Source source -> views.put(result, SourceLowering.lower(source, node, this));
      case StopGradient _ -> views.put(result, view(node.input(0)));
      case Pointwise pointwise -> fused.lower(PointwiseLowering.fused(pointwise, node.inputs().size()), node);
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

  private void put(Node node, List<View> results) {
    for (int i = 0; i < results.size(); i++) {
      put(node.output(i), results.get(i));
    }
  }

  /// Says where a tensor lies.
  void put(Tensor tensor, View view) {
    views.put(tensor, view);
  }

  /// Who reads what.
  Readers readers() {
    return readers;
  }

  /// The sums of runs of rows of a tensor, where they have been computed with it; otherwise null.
  @Nullable View sumsOfRuns(Tensor tensor) {
    return fused.sumsOfRuns(tensor);
  }

  /// Whether it is said already where a result is to lie.
  boolean hasPlace(Tensor tensor) {
    return places.containsKey(tensor);
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
