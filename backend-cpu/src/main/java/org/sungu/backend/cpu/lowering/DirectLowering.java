package org.sungu.backend.cpu.lowering;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.code.Tail;
import org.sungu.backend.cpu.convolution.DirectConvolution;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Cut;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.provider.ConvolutionProblem;
import org.sungu.graph.TensorType;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// Convolutions of one picture in a prediction, by [DirectConvolution]: large pictures are cut by rows, small ones by filters, so that each weight is read by one thread.
record DirectLowering(ConvolutionCuts cuts, View input, View kernel, View output, @Nullable Tail tail, Lowering lowering) {
  private static final double ARRANGED_BYTES_A_NANOSECOND = 4;
  /// Pictures with fewer positions are small.
  private static final long FEW_POSITIONS = 256;

  void add() {
    ConvolutionProblem problem = cuts.problem();
    DirectConvolution convolution = new DirectConvolution(problem, lowering.winograd().processor(), tail);
    View weights = lowering.create(new TensorType(DType.FLOAT32, Shape.of(Math.toIntExact(problem.kernelElements()))));
    double arranging = convolution.arrangedBytes() / ARRANGED_BYTES_A_NANOSECOND;
    lowering.add(Step.of("arrange", List.of(kernel), List.of(weights), List.of(), new Cut(convolution.panels(), 1, 1, arranging, Set.of(weights.buffer()),
        (first, end) -> Piece.of(addresses -> convolution.arrange(addresses.of(kernel), addresses.of(weights), Math.toIntExact(first), Math.toIntExact(end))))));
    List<View> reads = new ArrayList<>(List.of(input, weights));
    reads.addAll(operands());
    double nanoseconds = problem.operations() / ConvolutionLowering.MULTIPLICATIONS_A_NANOSECOND;
    lowering.add(Step.of("convolution", reads, List.of(output), List.of(), isSmall(convolution)
        ? new Cut(convolution.panels(), 1, 1, nanoseconds, Set.of(), (first, end) ->
            piece(convolution.part(problem, Math.toIntExact(first), Math.toIntExact(end)), weights, 0))
        : new Cut(cuts.rows(), 1, 1, nanoseconds, along(), (first, end) ->
            piece(convolution.part(cuts.problem(first, end), 0, convolution.panels()), weights, first))));
  }

  private boolean isSmall(DirectConvolution convolution) {
    return convolution.panels() > 1 && cuts.problem().outputPositions() <= FEW_POSITIONS;
  }

  private List<View> operands() {
    return tail == null ? List.of() : tail.operands().stream().map(tail.inputs()::get).toList();
  }

  private Set<Buffer> along() {
    Set<Buffer> along = new HashSet<>(Set.of(output.buffer()));
    operands().stream().filter(view -> view.isWhole() && view.shape().equals(output.shape())).forEach(view -> along.add(view.buffer()));
    return along;
  }

  /// @param row the first row of the output
  private Piece piece(DirectConvolution.Part part, View weights, long row) {
    long inputOffset = 4 * cuts.inputOffset(row);
    long outputOffset = 4 * cuts.outputOffset(row);
    return new Piece(part.scratchBytes(), addresses -> part.bind(addresses.of(input) + inputOffset, addresses.of(weights), addresses.of(output) + outputOffset,
        addresses(addresses, outputOffset), addresses.scratch()));
  }

  private List<Long> addresses(Addresses addresses, long outputOffset) {
    Tail applied = tail;
    return applied == null ? List.of() : applied.operands().stream()
        .map(input -> addresses.of(applied.inputs().get(input)) + (applied.isVector(input) ? 0 : outputOffset)).toList();
  }
}
