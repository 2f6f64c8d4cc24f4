package org.sungu.backend.cpu.lowering;

import java.util.List;
import java.util.Set;
import org.sungu.backend.cpu.code.CodedKernel;
import org.sungu.backend.cpu.code.UniformCode;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.graph.Constant;
import org.sungu.graph.Input;
import org.sungu.graph.Iota;
import org.sungu.graph.Node;
import org.sungu.graph.RandomUniform;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Source;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Values that enter a program.
final class SourceLowering {
  private static final long WHOLE_REGISTERS = 16;
  private static final double NANOSECONDS_A_NUMBER = 1;

  private SourceLowering() {}

  static View lower(Source op, Node node, Lowering lowering) {
    return switch (op) {
      case Input _ -> lowering.view(node.output(0));
      case Constant constant -> lowering.constant(constant.value());
      case ReadVariable read -> View.of(lowering.variable(read.variable()), read.variable().type());
      case Iota iota -> iota(iota, lowering);
      case RandomUniform random -> random(random, node, lowering);
    };
  }

  /// A constant row of numbers, repeated along the other axes.
  private static View iota(Iota op, Lowering lowering) {
    Shape shape = op.type().shape();
    NDArray numbers = NDArray.zeros(op.type().dtype(), Shape.of(shape.size(op.axis())));
    for (long i = 0; i < numbers.elementCount(); i++) {
      numbers.setLong(i, i);
    }
    long[] strides = new long[shape.rank()];
    strides[op.axis()] = 1;
    return lowering.constant(numbers).with(shape, 0, strides);
  }

  private static View random(RandomUniform op, Node node, Lowering lowering) {
    View seed = lowering.view(node.input(0));
    View counter = lowering.view(node.input(1));
    View result = lowering.create(node.output(0).type());
    long count = result.elementCount();
    long pairs = Math.max(1, Math.ceilDiv(count, 2));
    lowering.add(Step.of("randomUniform", List.of(seed, counter), List.of(result), List.of(), new Cut(pairs, WHOLE_REGISTERS, 1,
        NANOSECONDS_A_NUMBER * count, Set.of(), (from, to) -> Piece.of(new CodedKernel(addresses -> lowering.kernels()
            .uniform(count, from, to, op.stream(), addresses.of(seed), addresses.of(counter), addresses.of(result)),
            (builder, locations) -> UniformCode.emit(count, from, to, op.stream(), locations.of(seed), locations.of(counter),
                locations.of(result), builder))))));
    return result;
  }
}
