package org.sungu.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sungu.graph.Constant;
import org.sungu.graph.Input;
import org.sungu.graph.Iota;
import org.sungu.graph.RandomUniform;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Rows for values that enter a program.
final class SourceSamples {
  private SourceSamples() {}

  static List<OpSample> all() {
    List<OpSample> samples = new ArrayList<>();
    for (DType dtype : DType.values()) {
      NDArray array = SampleArrays.normal(dtype, 3, 5);
      samples.add(OpSample.of(dtype.kerasName(), new Input("x", new TensorType(dtype, array.shape())), array));
      samples.add(OpSample.of(dtype.kerasName(), new Constant(array)));
      Variable variable = Variable.state("state", dtype, array.shape());
      samples.add(new OpSample("readVariable " + dtype.kerasName(), new ReadVariable(variable), List.of(), Map.of(variable, array), false));
      if (dtype != DType.BOOL) {
        samples.add(OpSample.of(dtype.kerasName(), new Iota(new TensorType(dtype, Shape.of(2, 7, 3)), 1)));
      }
    }
    samples.add(OpSample.of("edges", new Constant(SampleArrays.edges(DType.FLOAT32))));
    samples.add(OpSample.of("double edges", new Constant(SampleArrays.edges(DType.FLOAT64))));
    samples.add(OpSample.of("scalar", new Constant(NDArray.scalar(0.1f))));
    samples.add(OpSample.of("empty", new Constant(NDArray.zeros(DType.FLOAT32, Shape.of(0, 3)))));
    samples.add(OpSample.of("large", new Constant(SampleArrays.normal(DType.FLOAT32, 40, 50))));
    samples.add(OpSample.of("empty", new Iota(new TensorType(DType.INT32, Shape.of(0, 3)), 0)));
    samples.add(OpSample.of("last axis", new Iota(new TensorType(DType.FLOAT32, Shape.of(4, 300)), 1)));
    samples.add(random("odd", 42, 7, 3, Shape.of(3, 5)));
    samples.add(random("even", 42, 7, 4, Shape.of(64)));
    samples.add(random("scalar", 0, 0, 0, Shape.SCALAR));
    samples.add(random("empty", 1, 2, 3, Shape.of(0)));
    samples.add(random("wide seed and counter", -1234567890123456789L, 4938271605493827160L, -5, Shape.of(7, 11)));
    return samples;
  }

  private static OpSample random(String name, long seed, long counter, int stream, Shape shape) {
    return OpSample.of(name, new RandomUniform(shape, stream), NDArray.of(Shape.SCALAR, seed), NDArray.of(Shape.SCALAR, counter));
  }
}
