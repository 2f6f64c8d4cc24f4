package org.sungu.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import java.util.List;

/// The networks of the rows that DJL takes part in, and Keras's weights in its layout. They give logits.
final class Networks {
  private Networks() {}

  static int classes(String network) {
    return switch (network) {
      case "mlp", "cnn" -> 10;
      default -> 1;
    };
  }

  /// Pictures channels first.
  static NDArray input(String network, NDArray x) {
    return network.equals("cnn") ? x.transpose(0, 3, 1, 2).duplicate() : x;
  }

  static Block of(String network, boolean dropout) {
    SequentialBlock block = new SequentialBlock();
    switch (network) {
      case "mlp_small" -> block.add(dense(64)).add(Activation.reluBlock()).add(dense(32)).add(Activation.reluBlock()).add(dense(1));
      case "mlp" -> block.add(dense(512)).add(Activation.reluBlock()).add(dropped(dropout, 0.2f))
          .add(dense(512)).add(Activation.reluBlock()).add(dropped(dropout, 0.2f)).add(dense(10));
      case "cnn" -> block.add(convolution(32)).add(Activation.reluBlock()).add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
          .add(convolution(64)).add(Activation.reluBlock()).add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
          .addSingleton(x -> x.transpose(0, 2, 3, 1).reshape(x.getShape().get(0), -1)).add(dropped(dropout, 0.5f)).add(dense(10));
      case "lstm" -> block.add(LSTM.builder().setStateSize(64).setNumLayers(1).optBatchFirst(true).build())
          .addSingleton(x -> x.get(":, -1")).add(dense(1));
      default -> throw new IllegalArgumentException("no network " + network + " here: DJL has no blocks that make the same");
    }
    return block;
  }

  private static Block dense(long units) {
    return Linear.builder().setUnits(units).build();
  }

  private static Block convolution(int filters) {
    return Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(filters).build();
  }

  private static Block dropped(boolean dropout, float rate) {
    return dropout ? Dropout.builder().optRate(rate).build() : new SequentialBlock().add((NDList x) -> x);
  }

  /// Sets the weights, given in Keras's order and layout. An LSTM has two biases here: the second stays 0 and is not trained.
  static void setWeights(Block block, String network, List<NDArray> weights) {
    int next = 0;
    for (Parameter parameter : block.getParameters().values()) {
      NDArray own = parameter.getArray();
      if (network.equals("lstm") && parameter.getName().contains("h2h_BIAS")) {
        own.set(weights.getFirst().getManager().zeros(own.getShape()).toFloatArray());
        parameter.freeze(true);
        continue;
      }
      NDArray weight = weights.get(next++);
      NDArray turned = weight.getShape().dimension() == 4 ? weight.transpose(3, 2, 0, 1) : weight.getShape().dimension() == 2 ? weight.transpose() : weight;
      if (!turned.getShape().equals(own.getShape())) {
        throw new IllegalArgumentException(parameter.getName() + " has shape " + own.getShape() + ", Keras's weight " + turned.getShape());
      }
      own.set(turned.duplicate().toFloatArray());
    }
  }
}
