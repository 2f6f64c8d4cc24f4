package org.sungu.backend.cpu.pointwise;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.kernel.Loops;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Step.Overlap;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.pointwise.Tape.Instruction;
import org.sungu.backend.cpu.pointwise.Tape.Place;
import org.sungu.backend.cpu.provider.PointwiseLoop;
import org.sungu.backend.cpu.provider.PointwiseLoops;
import org.sungu.graph.Cast;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.StopGradient;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Translates fused pointwise ops into a tape: what depends on single values only moves into the prologue, inputs that lie in order are read
/// in place, results are written in place, and registers are used again once their value has been read for the last time.
final class TapeCompiler {
  /// All registers together stay within this many bytes, so that they and the operands share the nearest cache.
  private static final int REGISTER_BYTES = 16 * 1024;
  private static final int LARGEST_BLOCK = 2048;
  private static final int SMALLEST_BLOCK = 256;

  private final FusedPointwise op;
  private final List<View> inputs;
  private final List<TensorType> stepTypes;
  private final Shape shape;
  private final PointwiseLoops loops;
  private final List<Instruction> prologue = new ArrayList<>();
  private final List<Instruction> body = new ArrayList<>();
  private final @Nullable Place[] places;
  private int singles;
  private int registers;

  TapeCompiler(FusedPointwise op, List<View> inputs, Shape shape, PointwiseLoops loops) {
    this.op = op;
    this.inputs = inputs;
    this.stepTypes = op.stepTypes(inputs.stream().map(View::type).toList());
    this.shape = shape;
    this.loops = loops;
    this.places = new Place[inputs.size() + stepTypes.size()];
  }

  /// Whether a tape can compute it: only float32, bfloat16 and booleans take part.
  static boolean accepts(FusedPointwise op, List<TensorType> inputs) {
    return inputs.stream().allMatch(TapeCompiler::accepts) && op.stepTypes(inputs).stream().allMatch(TapeCompiler::accepts);
  }

  static boolean accepts(TensorType type) {
    return switch (type.dtype()) {
      case FLOAT32, BFLOAT16, BOOL -> true;
      case FLOAT64, FLOAT16, INT8, UINT8, INT32, INT64 -> false;
    };
  }

  Tape compile() {
    for (int i = 0; i < op.steps().size(); i++) {
      compileStep(i);
    }
    for (int i = 0; i < op.results().size(); i++) {
      storeResult(i);
    }
    assignRegisters();
    int block = registers == 0 ? LARGEST_BLOCK : Math.clamp(REGISTER_BYTES / (4 * registers) & -16, SMALLEST_BLOCK, LARGEST_BLOCK);
    long count = shape.elementCount();
    int needed = (int) Math.min(block, count + 15 & -16);
    return new Tape(count, Math.max(16, needed), singles, registers, List.copyOf(prologue), List.copyOf(body));
  }

  /// Which results may be written over which inputs: those of equal size that are read in place, and not after the result is first written.
  List<Overlap> overlaps(List<View> results) {
    List<Overlap> overlaps = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Place result = new Place.Result(i);
      int firstWrite = 0;
      while (!body.get(firstWrite).target().equals(result)) {
        firstWrite++;
      }
      for (View input : inputs) {
        if (input.dtype() == results.get(i).dtype() && isReadInPlaceUntil(input.buffer(), firstWrite)) {
          overlaps.add(new Overlap(input.buffer(), results.get(i).buffer()));
        }
      }
    }
    return overlaps;
  }

  private boolean isReadInPlaceUntil(Buffer buffer, int last) {
    for (int i = 0; i < inputs.size(); i++) {
      View input = inputs.get(i);
      if (input.buffer() != buffer) {
        continue;
      }
      if (!isInOrder(input) || !input.isWhole()) {
        return false;
      }
      Place place = new Place.Input(i);
      for (int at = last + 1; at < body.size(); at++) {
        if (body.get(at).operands().contains(place)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isSingle(Shape of) {
    return of.elementCount() == 1 && shape.elementCount() > 1;
  }

  private boolean isInOrder(View input) {
    return input.elementCount() == shape.elementCount() && input.isContiguous();
  }

  private void compileStep(int index) {
    FusedPointwise.Step step = op.steps().get(index);
    int value = inputs.size() + index;
    int first = step.arguments().getFirst();
    boolean same = step.op() instanceof StopGradient || (step.op() instanceof Cast cast && isSame(type(first).dtype(), cast.target(), index));
    if (same && type(first).shape().equals(type(value).shape())) {
      places[value] = load(first);
      return;
    }
    List<Place> operands = step.arguments().stream().map(this::load).toList();
    boolean single = isSingle(type(value).shape());
    Place place = single ? new Place.Single(singles++) : target(index);
    places[value] = place;
    List<Instruction> instructions = single ? prologue : body;
    instructions.add(new Instruction.Loop(loops.of(step.op()), operands, place));
    PointwiseLoop rest = loops.rest(step.op());
    if (rest != null) {
      instructions.add(new Instruction.Loop(rest, List.of(place), place));
    }
  }

  /// Whether a cast leaves the float32 that stand for the elements as they are.
  private boolean isSame(DType from, DType to, int step) {
    // What is stored only is rounded when it is stored.
    return to == DType.FLOAT32 || from == DType.BOOL || from == to || (to == DType.BFLOAT16 && !op.isRead(step));
  }

  /// Float32 results are computed where they are to lie.
  private Place target(int step) {
    int result = op.results().indexOf(step);
    boolean direct = result >= 0 && stepTypes.get(step).dtype() == DType.FLOAT32;
    return direct ? new Place.Result(result) : new Place.Register(registers++);
  }

  private void storeResult(int result) {
    int step = op.results().get(result);
    Place place = place(inputs.size() + step);
    Place target = new Place.Result(result);
    DType type = stepTypes.get(step).dtype();
    if (type != DType.FLOAT32) {
      body.add(new Instruction.Loop(type == DType.BOOL ? loops.toBooleans() : loops.toBfloat16(), List.of(place), target));
    } else if (!place.equals(target)) {
      body.add(new Instruction.Loop(loops.copy(), List.of(place), target));
    }
  }

  private TensorType type(int value) {
    return value < inputs.size() ? inputs.get(value).type() : stepTypes.get(value - inputs.size());
  }

  private Place place(int value) {
    Place place = places[value];
    if (place == null) {
      throw new IllegalStateException("value " + value + " of " + op + " is read before it is computed");
    }
    return place;
  }

  /// Where a value lies as float32. Inputs are loaded before they are first read.
  private Place load(int value) {
    if (places[value] == null) {
      places[value] = loadInput(value);
    }
    return place(value);
  }

  private Place loadInput(int index) {
    View input = inputs.get(index);
    Place raw = new Place.Input(index);
    boolean booleans = input.dtype() == DType.BOOL;
    boolean float32 = input.dtype() == DType.FLOAT32;
    if (isSingle(input.shape()) && input.buffer().home() == Buffer.Home.CONSTANT && float32) {
      return new Place.Repeated(index);
    }
    if (isSingle(input.shape())) {
      Place single = new Place.Single(singles++);
      prologue.add(new Instruction.Loop(booleans ? loops.fromBooleans() : float32 ? loops.splat() : loops.splatBfloat16(), List.of(raw), single));
      if (booleans) {
        prologue.add(new Instruction.Loop(loops.splat(), List.of(single), single));
      }
      return single;
    }
    if (isInOrder(input) && float32) {
      return raw;
    }
    Place register = new Place.Register(registers++);
    if (isInOrder(input)) {
      body.add(new Instruction.Loop(booleans ? loops.fromBooleans() : loops.fromBfloat16(), List.of(raw), register));
    } else {
      long[] strides = input.stridesWithin(shape);
      for (int i = 0; i < strides.length; i++) {
        strides[i] *= input.dtype().byteSize();
      }
      body.add(new Instruction.Expand(Loops.of(shape, strides), input.dtype(), List.of(raw), register));
    }
    return register;
  }

  /// Maps the registers, of which every value has its own so far, to as few as possible.
  private void assignRegisters() {
    Map<Place, Integer> lastRead = new HashMap<>();
    for (int i = 0; i < body.size(); i++) {
      for (Place operand : body.get(i).operands()) {
        lastRead.put(operand, i);
      }
    }
    Map<Place, Place> assigned = new HashMap<>();
    List<Integer> free = new ArrayList<>();
    registers = 0;
    for (int i = 0; i < body.size(); i++) {
      Instruction instruction = body.get(i);
      List<Place> operands = instruction.operands().stream().map(place -> assigned.getOrDefault(place, place)).toList();
      for (Place operand : Set.copyOf(instruction.operands())) {
        if (Objects.equals(lastRead.get(operand), i)
            && assigned.get(operand) instanceof Place.Register(int index)) {
          free.add(index);
        }
      }
      Collections.sort(free);
      Place target = instruction.target();
      if (target instanceof Place.Register) {
        int register = free.isEmpty() ? registers++ : free.removeFirst();
        assigned.put(target, new Place.Register(register));
        if (!lastRead.containsKey(target)) {
          free.add(register);
        }
      }
      Place placed = assigned.getOrDefault(target, target);
      body.set(i, switch (instruction) {
        case Instruction.Loop loop -> new Instruction.Loop(loop.loop(), operands, placed);
        case Instruction.Expand expand -> new Instruction.Expand(expand.loops(), expand.type(), operands, placed);
      });
    }
  }
}
