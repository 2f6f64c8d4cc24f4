package org.sungu.benchmarks.deeplearning4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.sungu.benchmarks.peers.Peer;
import org.sungu.benchmarks.peers.Samples;
import org.sungu.benchmarks.peers.Turns;
import org.sungu.tensor.NDArray;

/// Deeplearning4j. Arguments: those of [Samples#read].
///
/// A step is `MultiLayerNetwork.fit` of one batch that was cut and laid out beforehand; a prediction is `output` of one sample.
public final class Deeplearning4jPeer implements Peer {
  private final Samples samples;
  private final MultiLayerNetwork model;
  private final List<DataSet> batches = new ArrayList<>();

  private Deeplearning4jPeer(Samples samples) {
    this.samples = samples;
    this.model = network(true);
    for (int step = 0; samples.trains() && step < samples.steps(); step++) {
      int[] rows = Samples.rows(step * samples.batch(), samples.batch());
      batches.add(new DataSet(input(samples.x().rows(rows)), target(samples.y().rows(rows))));
    }
  }

  public static void main(String[] arguments) {
    Turns.serve(() -> new Deeplearning4jPeer(Samples.read(arguments)));
  }

  private MultiLayerNetwork network(boolean dropout) {
    MultiLayerNetwork network = new MultiLayerNetwork(Networks.of(samples.network(), dropout));
    network.init();
    Networks.setWeights(network, samples.network(), samples.weights().stream().map(Deeplearning4jPeer::array).toList());
    return network;
  }

  private static INDArray array(NDArray values) {
    long[] shape = Arrays.stream(values.shape().toArray()).asLongStream().toArray();
    return Nd4j.createFromArray(values.toFloats()).reshape('c', shape);
  }

  /// Deeplearning4j wants channels, or features of a sequence, first.
  private INDArray input(NDArray values) {
    INDArray array = array(values);
    return switch (samples.network()) {
      case "cnn" -> array.permute(0, 3, 1, 2).dup('c');
      case "lstm" -> array.permute(0, 2, 1).dup('f');
      default -> array;
    };
  }

  private INDArray target(NDArray values) {
    int classes = Networks.classes(samples.network());
    if (classes == 1) {
      return array(values);
    }
    INDArray oneHot = Nd4j.zeros(DataType.FLOAT, values.elementCount(), classes);
    for (long i = 0; i < values.elementCount(); i++) {
      oneHot.putScalar(i, values.getLong(i), 1);
    }
    return oneHot;
  }

  @Override
  public Check check() {
    long begin = System.nanoTime();
    if (!samples.trains()) {
      float[] output = model.output(input(samples.x())).dup('c').data().asFloat();
      double seconds = (System.nanoTime() - begin) / 1e9;
      List<Double> values = new ArrayList<>();
      for (float value : output) {
        values.add((double) value);
      }
      return new Check(values, seconds);
    }
    MultiLayerNetwork check = network(false);
    begin = System.nanoTime();
    check.fit(batches.get(0));
    double first = check.score();
    double seconds = (System.nanoTime() - begin) / 1e9;
    check.fit(batches.get(1));
    return new Check(List.of(first, check.score()), seconds);
  }

  @Override
  public Training train(int epochs) {
    long begin = System.nanoTime();
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (DataSet batch : batches) {
        model.fit(batch);
      }
    }
    double loss = model.score();
    return new Training((System.nanoTime() - begin) / 1e9, (long) epochs * batches.size(), loss);
  }

  @Override
  public void predict() {
    model.output(input(samples.x()), Layer.TrainingMode.TEST);
  }
}
