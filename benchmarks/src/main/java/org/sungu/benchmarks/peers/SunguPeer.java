package org.sungu.benchmarks.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.data.ArrayDataset;
import org.sungu.format.keras.KerasFile;
import org.sungu.nn.DTypePolicy;
import org.sungu.tensor.NDArray;
import org.sungu.training.Callback;
import org.sungu.training.Fit;
import org.sungu.training.Model;
import org.sungu.training.TrainingRun;

/// Sungu on the CPU backend. Arguments: those of [Samples#read], and the policy of the layers where that is not float32.
///
/// A step is one of [Model#fit]. Each `fit` compiles the step's program when its first batch comes, so a turn is timed from the end
/// of its first step to the end of `fit`; what the first step takes in a new process, compilation included, is told apart. A
/// prediction is a call of [Model#predict] with one sample.
public final class SunguPeer implements Peer {
  private final Samples samples;
  private final DTypePolicy policy;
  private final Model model;

  private SunguPeer(Samples samples, DTypePolicy policy) {
    this.samples = samples;
    this.policy = policy;
    this.model = read(samples.trains() ? "train.keras" : "model.keras");
  }

  public static void main(String[] arguments) {
    Turns.serve(() -> new SunguPeer(Samples.read(arguments), policy(arguments)));
  }

  private static DTypePolicy policy(String... arguments) {
    return arguments.length > 3 ? DTypePolicy.valueOf(arguments[3].toUpperCase(Locale.ROOT)) : DTypePolicy.FLOAT32;
  }

  private Model read(String name) {
    return KerasFile.read(samples.folder().resolve(name), new CpuBackend(), 0, network -> network.withPolicy(policy)).model();
  }

  private static ArrayDataset data(Model model, NDArray x, NDArray y) {
    return ArrayDataset.of(Map.of(model.inputNames().getFirst(), x), y);
  }

  private Fit fit(int epochs, Watch watch) {
    return Fit.epochs(epochs).withBatchSize(samples.batch()).withShuffle(false).withCallbacks(watch);
  }

  @Override
  public Check check() {
    if (!samples.trains()) {
      long begin = System.nanoTime();
      NDArray output = model.predict(samples.x());
      double seconds = (System.nanoTime() - begin) / 1e9;
      return new Check(Arrays.stream(output.toDoubles()).boxed().toList(), seconds);
    }
    try (Model check = read("check.keras")) {
      int[] twoSteps = Samples.rows(0, 2 * samples.batch());
      ArrayDataset data = data(check, samples.x().rows(twoSteps), samples.y().rows(twoSteps));
      Watch watch = new Watch();
      double mean = check.fit(data, fit(1, watch)).values("loss").getLast();
      // The shown loss is the mean of the steps so far.
      return new Check(List.of(watch.firstLoss, 2 * mean - watch.firstLoss), (watch.firstStep - watch.begin) / 1e9);
    }
  }

  @Override
  public Training train(int epochs) {
    Watch watch = new Watch();
    double loss = model.fit(data(model, samples.x(), samples.y()), fit(epochs, watch)).values("loss").getLast();
    return new Training((System.nanoTime() - watch.firstStep) / 1e9, (long) epochs * samples.steps() - 1, loss);
  }

  @Override
  public void predict() {
    model.predict(samples.x());
  }

  /// Notes when the first step ends, and its loss.
  private static final class Watch implements Callback {
    private final long begin = System.nanoTime();
    private long firstStep;
    private double firstLoss;

    @Override
    public void onStepEnd(TrainingRun run, int step) {
      if (firstStep == 0) {
        firstStep = System.nanoTime();
        firstLoss = run.currentLogs().getOrDefault("loss", Double.NaN);
      }
    }
  }
}
