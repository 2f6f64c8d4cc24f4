package org.sungu.benchmarks.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sungu.benchmarks.peers.Peer;
import org.sungu.benchmarks.peers.Samples;
import org.sungu.benchmarks.peers.Turns;

/// Deep Java Library on PyTorch. Arguments: those of [Samples#read].
///
/// A step is forward, loss, backward and `Trainer.step` on a batch that was cut beforehand; a prediction is `Block.forward`
/// without training.
public final class DjlPeer implements Peer {
  private final Samples samples;
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final List<NDList> inputs = new ArrayList<>();
  private final List<NDList> targets = new ArrayList<>();
  private final Loss loss;
  private final Model model;
  private final Trainer trainer;

  private DjlPeer(Samples samples) {
    this.samples = samples;
    this.loss = Networks.classes(samples.network()) == 1 ? Loss.sigmoidBinaryCrossEntropyLoss() : Loss.softmaxCrossEntropyLoss();
    int count = samples.trains() ? samples.batch() : 1;
    for (int step = 0; step < samples.x().shape().size(0) / count; step++) {
      int[] rows = Samples.rows(step * count, count);
      inputs.add(new NDList(Networks.input(samples.network(), array(samples.x().rows(rows)))));
      targets.add(new NDList(array(samples.y().rows(rows))));
    }
    this.model = model(true);
    this.trainer = trainer(model);
  }

  public static void main(String[] arguments) {
    Turns.serve(() -> new DjlPeer(Samples.read(arguments)));
  }

  private NDArray array(org.sungu.tensor.NDArray values) {
    long[] shape = Arrays.stream(values.shape().toArray()).asLongStream().toArray();
    return manager.create(values.toFloats(), new Shape(shape));
  }

  private Model model(boolean dropout) {
    Model made = Model.newInstance(samples.network(), "PyTorch");
    made.setBlock(Networks.of(samples.network(), dropout));
    made.getBlock().initialize(made.getNDManager(), DataType.FLOAT32, inputs.getFirst().singletonOrThrow().getShape());
    Networks.setWeights(made.getBlock(), samples.network(), samples.weights().stream().map(this::array).toList());
    return made;
  }

  private Trainer trainer(Model of) {
    Adam adam = Adam.builder().optLearningRateTracker(Tracker.fixed(0.001f)).optBeta1(0.9f).optBeta2(0.999f).optEpsilon(1e-7f).build();
    Trainer made = of.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(adam));
    made.initialize(inputs.getFirst().singletonOrThrow().getShape());
    return made;
  }

  private float step(Trainer with, int batch, boolean wanted) {
    try (NDManager scratch = manager.newSubManager()) {
      NDList input = new NDList(inputs.get(batch).singletonOrThrow().duplicate());
      input.attach(scratch);
      float value = 0;
      try (GradientCollector gradients = with.newGradientCollector()) {
        NDList output = with.forward(input);
        NDArray result = loss.evaluate(targets.get(batch), output);
        gradients.backward(result);
        if (wanted) {
          value = result.getFloat();
        }
        output.close();
        result.close();
      }
      with.step();
      return value;
    }
  }

  @Override
  public Check check() {
    if (!samples.trains()) {
      long begin = System.nanoTime();
      float[] output = output();
      double seconds = (System.nanoTime() - begin) / 1e9;
      List<Double> values = new ArrayList<>();
      for (float value : output) {
        values.add((double) value);
      }
      return new Check(values, seconds);
    }
    try (Model check = model(false); Trainer own = trainer(check)) {
      long begin = System.nanoTime();
      double first = step(own, 0, true);
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Check(List.of(first, (double) step(own, 1, true)), seconds);
    }
  }

  @Override
  public Training train(int epochs) {
    long begin = System.nanoTime();
    float last = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int batch = 0; batch < inputs.size(); batch++) {
        last = step(trainer, batch, epoch == epochs - 1 && batch == inputs.size() - 1);
      }
    }
    return new Training((System.nanoTime() - begin) / 1e9, (long) epochs * inputs.size(), last);
  }

  private float[] output() {
    try (NDManager scratch = manager.newSubManager()) {
      NDArray input = inputs.getFirst().singletonOrThrow().duplicate();
      input.attach(scratch);
      NDArray logits = model.getBlock().forward(new ParameterStore(scratch, false), new NDList(input), false).singletonOrThrow();
      NDArray result = Networks.classes(samples.network()) == 1 ? ai.djl.nn.Activation.sigmoid(logits) : logits.softmax(-1);
      return result.toFloatArray();
    }
  }

  @Override
  public void predict() {
    output();
  }
}
