package org.sungu.training;

import java.util.Map;

/// Ends training after an epoch whose loss is NaN or infinite: what comes after it only costs time.
/// Source: [keras.io](https://keras.io/api/callbacks/terminate_on_nan/). Keras looks after each batch; the loss of an epoch is NaN
/// as soon as that of one batch is.
public final class TerminateOnNaN implements Callback {
  private TerminateOnNaN() {}

  public static TerminateOnNaN of() {
    return new TerminateOnNaN();
  }

  @Override
  public void onEpochEnd(TrainingRun run, int epoch, Map<String, Double> logs) {
    Double loss = logs.get("loss");
    if (loss != null && !Double.isFinite(loss)) {
      run.stop("loss is " + loss + " since epoch " + (epoch + 1));
    }
  }
}
