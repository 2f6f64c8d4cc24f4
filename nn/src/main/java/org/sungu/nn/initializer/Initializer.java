package org.sungu.nn.initializer;

import java.util.List;
import java.util.random.RandomGenerator;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Gives a weight its first values. Runs once, on the host.
///
/// Implementations are records whose components are the keys of the Keras initializer's configuration.
public interface Initializer {
  /// A new array of that type and shape.
  ///
  /// @param random the only source of randomness; seeded from the run's seed and the weight's path
  NDArray create(DType dtype, Shape shape, RandomGenerator random);

  /// The same for a weight whose axes have other meanings than usual, where it matters and the initializer does not name axes itself.
  ///
  /// @param inputs the axes whose sizes multiply to the fan-in
  /// @param outputs those of the fan-out
  default Initializer withAxes(List<Integer> inputs, List<Integer> outputs) {
    return this;
  }
}
