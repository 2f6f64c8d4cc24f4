package org.sungu.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.graph.Input;
import org.sungu.graph.Tensor;
import org.sungu.graph.composed.Mean;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Means and variances of many rows against those in double precision.
final class MomentsTest {
  private static final Shape SHAPE = Shape.of(8, 56, 56, 16);

  /// Sums of a hundred rows, and of as many of those, in float32. Runs lie far apart, and the mean up to a thousand deviations away.
  @ParameterizedTest
  @CsvSource({"0, 5e-7, 1e-6", "10, 5e-7, 1e-6", "1000, 5e-7, 1e-6"})
  void areAsGoodAsFloat32Gets(float offset, double meanTolerance, double varianceTolerance) {
    Tensor x = Input.of("x", DType.FLOAT32, SHAPE);
    Tensor bias = Input.of("bias", DType.FLOAT32, Shape.of(16));
    Tensor biased = x.plus(bias);
    Tensor mean = Mean.of(biased, 0, 1, 2);
    Tensor variance = Mean.of(biased.minus(mean).squared(), 0, 1, 2);
    Random random = new Random(1);
    float[] values = new float[Math.toIntExact(SHAPE.elementCount())];
    for (int i = 0; i < values.length; i++) {
      values[i] = offset + (float) random.nextGaussian() + i / (16 * 56 * 56) % 3;
    }
    float[] shifts = new float[16];
    for (int i = 0; i < 16; i++) {
      shifts[i] = (float) random.nextGaussian();
    }
    CpuBackend backend = new CpuBackend(2);
    try (VariableStore store = backend.newStore();
        Executable executable = backend.compile(Program.of(List.of(x, bias), List.of(mean, variance)), store)) {
      List<NDArray> results = executable.run(List.of(NDArray.of(SHAPE, values), NDArray.of(Shape.of(16), shifts)));
      for (int channel = 0; channel < 16; channel++) {
        double expectedMean = 0;
        int rows = values.length / 16;
        for (int row = 0; row < rows; row++) {
          expectedMean += (double) (values[16 * row + channel] + shifts[channel]) / rows;
        }
        double expectedVariance = 0;
        for (int row = 0; row < rows; row++) {
          double deviation = values[16 * row + channel] + shifts[channel] - expectedMean;
          expectedVariance += deviation * deviation / rows;
        }
        assertEquals(expectedMean, results.get(0).getDouble(channel), meanTolerance * Math.max(1, Math.abs(expectedMean)));
        assertEquals(expectedVariance, results.get(1).getDouble(channel), varianceTolerance * expectedVariance);
      }
    }
  }
}
