package org.sungu.training;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Turns weights of classes into weights of samples.
final class ClassWeights {
  private ClassWeights() {}

  /// Each sample's weight times that of its class. A target with several columns names its class by the largest one, otherwise
  /// the rounded number is the class; a class without a weight counts 1, as in Keras.
  static @Nullable NDArray apply(Map<Integer, Double> classWeight, NDArray target, @Nullable NDArray sampleWeights) {
    if (classWeight.isEmpty()) {
      return sampleWeights;
    }
    int samples = target.shape().size(0);
    NDArray result = NDArray.zeros(DType.FLOAT32, Shape.of(samples));
    int width = samples == 0 ? 1 : Math.toIntExact(target.elementCount() / samples);
    for (int i = 0; i < samples; i++) {
      double weight = classWeight.getOrDefault(classOf(target, (long) i * width, width), 1.0);
      result.setDouble(i, sampleWeights == null ? weight : weight * sampleWeights.getDouble(i));
    }
    return result;
  }

  private static int classOf(NDArray target, long from, int width) {
    if (width == 1) {
      return (int) Math.rint(target.getDouble(from));
    }
    int best = 0;
    for (int k = 1; k < width; k++) {
      if (target.getDouble(from + k) > target.getDouble(from + best)) {
        best = k;
      }
    }
    return best;
  }
}
