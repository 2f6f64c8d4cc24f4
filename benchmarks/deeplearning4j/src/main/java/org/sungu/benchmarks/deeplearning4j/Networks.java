package org.sungu.benchmarks.deeplearning4j;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// The networks of the rows that Deeplearning4j takes part in, and Keras's weights in its layout.
final class Networks {
  private Networks() {}

  static int classes(String network) {
    return switch (network) {
      case "mlp", "cnn" -> 10;
      default -> 1;
    };
  }

  static MultiLayerConfiguration of(String network, boolean dropout) {
    // Deeplearning4j says how much to keep, and before which layer.
    double keep = !dropout ? 1 : network.equals("cnn") ? 0.5 : 0.8;
    NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder().updater(new Adam(0.001, 0.9, 0.999, 1e-7)).list();
    InputType input = switch (network) {
      case "mlp_small" -> {
        layers.layer(dense(64)).layer(dense(32)).layer(output(1));
        yield InputType.feedForward(11);
      }
      case "mlp" -> {
        layers.layer(dense(512)).layer(dense(512, keep)).layer(output(10, keep));
        yield InputType.feedForward(784);
      }
      case "cnn" -> {
        layers.layer(convolution(32)).layer(pooling()).layer(convolution(64)).layer(pooling()).layer(output(10, keep));
        yield InputType.convolutional(28, 28, 1);
      }
      case "lstm" -> {
        layers.layer(new LastTimeStep(new LSTM.Builder().nOut(64).activation(Activation.TANH).gateActivationFunction(Activation.SIGMOID).build()))
            .layer(output(1));
        yield InputType.recurrent(32, 80);
      }
      default -> throw new IllegalArgumentException("no network " + network + " here: it would be another one with Deeplearning4j's layers");
    };
    return layers.setInputType(input).build();
  }

  private static DenseLayer dense(int units) {
    return dense(units, 1);
  }

  private static DenseLayer dense(int units, double keep) {
    DenseLayer.Builder builder = new DenseLayer.Builder().nOut(units).activation(Activation.RELU);
    return (keep < 1 ? builder.dropOut(keep) : builder).build();
  }

  private static OutputLayer output(int classes) {
    return output(classes, 1);
  }

  private static OutputLayer output(int classes, double keep) {
    OutputLayer.Builder builder = classes == 1
        ? new OutputLayer.Builder(LossFunction.XENT).activation(Activation.SIGMOID)
        : new OutputLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX);
    builder.nOut(classes);
    return (keep < 1 ? builder.dropOut(keep) : builder).build();
  }

  private static ConvolutionLayer convolution(int filters) {
    return new ConvolutionLayer.Builder(3, 3).nOut(filters).activation(Activation.RELU).build();
  }

  private static SubsamplingLayer pooling() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2}).build();
  }

  /// Sets the weights, given in Keras's order and layout.
  static void setWeights(MultiLayerNetwork network, String name, List<INDArray> weights) {
    int next = 0;
    for (int i = 0; i < network.getnLayers(); i++) {
      var parameters = network.getLayer(i).paramTable();
      if (parameters.isEmpty()) {
        continue;
      }
      INDArray kernel = weights.get(next++);
      if (parameters.containsKey("RW")) {
        network.setParam(i + "_W", gates(kernel));
        network.setParam(i + "_RW", gates(weights.get(next++)));
        network.setParam(i + "_b", gates(weights.get(next++).reshape(1, -1)));
        continue;
      }
      boolean afterPictures = name.equals("cnn") && kernel.rank() == 2;
      network.setParam(i + "_W", kernel.rank() == 4 ? kernel.permute(3, 2, 0, 1).dup('c') : afterPictures ? channelsFirst(kernel) : kernel);
      network.setParam(i + "_b", weights.get(next++).reshape(1, -1));
    }
  }

  /// Keras's gates are input, forget, cell, output; here they are cell, forget, output, input.
  private static INDArray gates(INDArray weight) {
    long units = weight.size(1) / 4;
    INDArray[] parts = new INDArray[4];
    int[] order = {2, 1, 3, 0};
    for (int i = 0; i < 4; i++) {
      parts[i] = weight.get(NDArrayIndex.all(), NDArrayIndex.interval(order[i] * units, (order[i] + 1) * units));
    }
    return Nd4j.concat(1, parts);
  }

  /// The rows of the dense kernel behind pictures of 5 by 5 pixels, which are flattened channels first here.
  private static INDArray channelsFirst(INDArray kernel) {
    long channels = kernel.size(0) / 25;
    return kernel.reshape('c', 5, 5, channels, kernel.size(1)).permute(2, 0, 1, 3).dup('c').reshape('c', kernel.size(0), kernel.size(1));
  }
}
