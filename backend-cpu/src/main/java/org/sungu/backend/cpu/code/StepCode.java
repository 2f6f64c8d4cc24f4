package org.sungu.backend.cpu.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.Absolute;
import org.sungu.graph.Add;
import org.sungu.graph.And;
import org.sungu.graph.Arithmetic;
import org.sungu.graph.BinaryPointwise;
import org.sungu.graph.Cast;
import org.sungu.graph.Ceil;
import org.sungu.graph.Comparison;
import org.sungu.graph.Cosine;
import org.sungu.graph.Divide;
import org.sungu.graph.Equal;
import org.sungu.graph.Erf;
import org.sungu.graph.Exp;
import org.sungu.graph.Expm1;
import org.sungu.graph.Floor;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.IsNaN;
import org.sungu.graph.Less;
import org.sungu.graph.LessOrEqual;
import org.sungu.graph.Log;
import org.sungu.graph.Log1p;
import org.sungu.graph.Logical;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.Multiply;
import org.sungu.graph.Negate;
import org.sungu.graph.Not;
import org.sungu.graph.Or;
import org.sungu.graph.Power;
import org.sungu.graph.Remainder;
import org.sungu.graph.Round;
import org.sungu.graph.Rsqrt;
import org.sungu.graph.Select;
import org.sungu.graph.Sigmoid;
import org.sungu.graph.Sign;
import org.sungu.graph.Sine;
import org.sungu.graph.Sqrt;
import org.sungu.graph.StopGradient;
import org.sungu.graph.Subtract;
import org.sungu.graph.Tanh;
import org.sungu.graph.TensorType;
import org.sungu.graph.UnaryPointwise;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// The steps of a chain of pointwise ops on one register's worth of elements. Booleans are 1 and 0 in float32.
///
/// Inputs are declared in order, then results. What depends on single values only is computed once, in front of the loop.
final class StepCode {
  /// Where an input lies in memory, and how it is loaded.
  private record Source(Location location, Operand.Memory memory, DType type, boolean repeated) {}

  /// @param summed whether the value is added to what is there
  private record Target(Location location, Operand.Memory memory, DType type, boolean summed) {}

  private final FusedPointwise op;
  private final List<TensorType> types;
  private final VectorCode code;
  private final FunctionCode functions;
  private final List<@Nullable Source> sources = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  /// Registers and constants by value; those of single values stay, the others are computed anew for every register's worth.
  private final @Nullable Operand[] values;
  private final boolean[] single;
  private final int[] uses;
  private final int[] left;

  StepCode(FusedPointwise op, List<View> inputs, CodeBuilder builder) {
    this.op = op;
    this.types = new ArrayList<>(inputs.stream().map(View::type).toList());
    types.addAll(op.stepTypes(List.copyOf(types)));
    this.code = builder.vectors();
    this.functions = new FunctionCode(code);
    this.values = new Operand[types.size()];
    this.single = new boolean[types.size()];
    this.uses = new int[types.size()];
    this.left = new int[types.size()];
    for (FusedPointwise.Step step : op.steps()) {
      step.arguments().forEach(argument -> uses[argument]++);
    }
    op.results().forEach(result -> uses[inputs.size() + result]++);
  }

  void constant(float value) {
    declareSingle(Operand.Constant.of(value));
  }

  void single(Operand.Memory memory, DType type) {
    int register = code.take();
    switch (type) {
      case FLOAT32 -> code.broadcast(register, memory);
      case BFLOAT16 -> code.broadcastBfloat16(register, memory);
      case BOOL -> code.broadcastBoolean(register, memory);
      case FLOAT64, FLOAT16, INT8, UINT8, INT32, INT64 -> throw new Unsupported("a single " + type.kerasName());
    }
    declareSingle(new Operand.Vector(register));
  }

  private void declareSingle(Operand value) {
    values[sources.size()] = value;
    single[sources.size()] = true;
    sources.add(null);
  }

  /// An input that is in a register already, which is free once it has been read.
  void register(int number) {
    values[sources.size()] = new Operand.Vector(number);
    sources.add(null);
  }

  /// @param repeated whether one element fills the register
  void array(Location location, Operand.Memory memory, DType type, boolean repeated) {
    sources.add(new Source(location, memory, type, repeated));
  }

  void result(Location location, Operand.Memory memory, DType type) {
    targets.add(new Target(location, memory, type, false));
  }

  /// A result that is not stored, but added to the float32 in memory.
  void sum(Location location, Operand.Memory memory) {
    targets.add(new Target(location, memory, DType.FLOAT32, true));
  }

  /// Computes the steps that depend on single values only. To be called once everything is declared.
  void computeSingles(Shape shape) {
    for (int i = 0; i < op.steps().size(); i++) {
      int value = sources.size() + i;
      boolean smaller = types.get(value).shape().elementCount() == 1 && shape.elementCount() > 1;
      if (smaller) {
        single[value] = true;
        compute(i);
      }
    }
  }

  /// Computes and stores everything else.
  ///
  /// @param tail whether only the lanes of [VectorCode#setTail] are stored
  void compute(boolean tail) {
    System.arraycopy(uses, 0, left, 0, uses.length);
    for (int i = 0; i < op.steps().size(); i++) {
      int value = sources.size() + i;
      if (!single[value] && uses[value] > 0) {
        compute(i);
        store(i, tail);
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (!single[i]) {
        values[i] = null;
      }
    }
  }

  private void store(int step, boolean tail) {
    int value = sources.size() + step;
    for (int i = 0; i < targets.size(); i++) {
      if (op.results().get(i) != step) {
        continue;
      }
      Target target = targets.get(i);
      if (!(values[value] instanceof Operand.Vector(int register))) {
        throw new IllegalStateException("step " + step + " of " + op + " has no value");
      }
      loadFrom(target.location());
      if (target.summed()) {
        int sum = code.take();
        code.add(sum, register, target.memory());
        code.store(target.memory(), sum);
        code.free(sum);
      } else if (target.type() == DType.BOOL) {
        code.storeBooleans(target.memory(), register);
      } else if (target.type() == DType.BFLOAT16) {
        int rounded = code.take();
        functions.roundToBfloat16(rounded, register);
        code.storeUpperHalves(target.memory(), rounded, tail);
        code.free(rounded);
      } else if (tail) {
        code.storeTail(target.memory(), register);
      } else {
        code.store(target.memory(), register);
      }
      release(value);
    }
  }

  /// Loads the inputs that a result is about to be written over and that a later step reads.
  private void loadFrom(Location location) {
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      if (source != null && left[i] > 0 && source.location().equals(location)) {
        operand(i);
      }
    }
  }

  /// The value as an operand; inputs are loaded when they are first read.
  private Operand operand(int value) {
    Operand known = values[value];
    if (known != null) {
      return known;
    }
    Source source = sources.get(value);
    if (source == null) {
      throw new IllegalStateException("value " + value + " of " + op + " is read before it is computed");
    }
    int register = code.take();
    if (source.type() == DType.BOOL && source.repeated()) {
      code.broadcastBoolean(register, source.memory());
    } else if (source.type() == DType.BOOL) {
      code.loadBooleans(register, source.memory());
    } else if (source.type() == DType.BFLOAT16 && source.repeated()) {
      code.broadcastBfloat16(register, source.memory());
    } else if (source.type() == DType.BFLOAT16) {
      code.loadBfloat16(register, source.memory());
    } else if (source.repeated()) {
      code.broadcast(register, source.memory());
    } else {
      code.load(register, source.memory());
    }
    Operand loaded = new Operand.Vector(register);
    values[value] = loaded;
    return loaded;
  }

  private void release(int value) {
    if (!single[value] && --left[value] == 0 && values[value] instanceof Operand.Vector(int number)) {
      code.free(number);
    }
  }

  private void compute(int index) {
    FusedPointwise.Step step = op.steps().get(index);
    int value = sources.size() + index;
    List<Integer> arguments = step.arguments();
    // A constant that has to be in a register keeps it until the step is done.
    int[] registers = new int[arguments.size()];
    int[] loaded = new int[arguments.size()];
    Arrays.fill(loaded, -1);
    for (int i = 0; i < registers.length; i++) {
      Operand operand = operand(arguments.get(i));
      if (operand instanceof Operand.Vector(int number)) {
        registers[i] = number;
      } else {
        loaded[i] = code.take();
        registers[i] = loaded[i];
        if (i == 0 || !takesMemory(step)) {
          code.load(loaded[i], operand);
        }
      }
    }
    int to = code.take();
    switch (step.op()) {
      // What is stored only is rounded when it is stored.
      case Cast cast when cast.target() == DType.BFLOAT16 && !op.isRead(index) -> code.move(to, registers[0]);
      case UnaryPointwise unary -> unary(unary, to, registers[0], types.get(arguments.getFirst()).dtype());
      case BinaryPointwise binary -> binary(binary, to, registers[0], registers[1], operand(arguments.get(1)));
      case Select _ -> select(to, registers);
    }
    for (int i = 0; i < registers.length; i++) {
      if (loaded[i] >= 0) {
        code.free(loaded[i]);
      }
    }
    arguments.forEach(this::release);
    values[value] = new Operand.Vector(to);
  }

  /// Whether the second operand of the step's instruction may be a constant in memory.
  private static boolean takesMemory(FusedPointwise.Step step) {
    return switch (step.op()) {
      case Add _, Subtract _, Multiply _, Divide _, Comparison _ -> true;
      default -> false;
    };
  }

  private void unary(UnaryPointwise unary, int to, int x, DType type) {
    switch (unary) {
      case Negate _ -> functions.negate(to, x);
      case Absolute _ -> functions.absolute(to, x);
      case Sign _ -> functions.sign(to, x);
      case Exp _ -> functions.exp(to, x);
      case Log _ -> functions.log(to, x);
      case Log1p _ -> functions.log1p(to, x);
      case Expm1 _ -> functions.expm1(to, x);
      case Sqrt _ -> code.squareRoot(to, new Operand.Vector(x));
      case Rsqrt _ -> functions.inverseSquareRoot(to, x);
      case Tanh _ -> functions.tanh(to, x);
      case Sigmoid _ -> functions.sigmoid(to, x);
      case Erf _ -> functions.erf(to, x);
      case Round _ -> code.round(to, x, 0);
      case Floor _ -> code.round(to, x, 1);
      case Ceil _ -> code.round(to, x, 2);
      case Not _ -> functions.not(to, x);
      case IsNaN _ -> code.truth(to, x, VectorCode.UNORDERED, new Operand.Vector(x));
      case StopGradient _ -> code.move(to, x);
      case Cast cast when cast.target() == DType.BOOL && type != DType.BOOL ->
          code.truth(to, x, VectorCode.NOT_EQUAL, Operand.Constant.of(0f));
      case Cast cast when cast.target() == DType.BFLOAT16 && type == DType.FLOAT32 -> functions.throughBfloat16(to, x);
      case Cast _ -> code.move(to, x);
      case Sine _, Cosine _ -> throw new Unsupported(unary.name());
    }
  }

  private void binary(BinaryPointwise binary, int to, int a, int bRegister, Operand b) {
    switch (binary) {
      case Arithmetic arithmetic -> arithmetic(arithmetic, to, a, bRegister, b);
      case Comparison comparison -> code.truth(to, a, predicate(comparison), b);
      case Logical logical -> {
        switch (logical) {
          case And _ -> code.rawMinimum(to, a, new Operand.Vector(bRegister));
          case Or _ -> code.rawMaximum(to, a, new Operand.Vector(bRegister));
        }
      }
    }
  }

  private void arithmetic(Arithmetic arithmetic, int to, int a, int bRegister, Operand b) {
    switch (arithmetic) {
      case Add _ -> code.add(to, a, b);
      case Subtract _ -> code.subtract(to, a, b);
      case Multiply _ -> code.multiply(to, a, b);
      case Divide _ -> code.divide(to, a, b);
      case Maximum _ when b.equals(Operand.Constant.of(0f)) -> functions.rectify(to, a);
      case Maximum _ -> functions.maximum(to, a, bRegister);
      case Minimum _ -> functions.minimum(to, a, bRegister);
      case Power _, Remainder _ -> throw new Unsupported(arithmetic.name());
    }
  }

  private static int predicate(Comparison comparison) {
    return switch (comparison) {
      case Equal _ -> VectorCode.EQUAL;
      case Less _ -> VectorCode.LESS;
      case LessOrEqual _ -> VectorCode.LESS_OR_EQUAL;
    };
  }

  private void select(int to, int[] registers) {
    code.move(to, registers[2]);
    code.replaceIf(to, new Operand.Vector(registers[1]), registers[0], VectorCode.NOT_EQUAL, Operand.Constant.of(0f));
  }
}
