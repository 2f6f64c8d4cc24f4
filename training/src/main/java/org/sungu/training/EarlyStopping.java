package org.sungu.training;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ends training when a logged value has stopped improving. Source: [keras.io](https://keras.io/api/callbacks/early_stopping/).
///
/// An epoch improves if the value beats the best one by more than `minDelta`. After `patience` epochs without improvement training
/// ends. Values whose name ends in an accuracy, AUC, precision, recall, F1 or R2 are to grow, others to shrink.
public final class EarlyStopping implements Callback {
  private final String monitor;
  private final int patience;
  private final double minDelta;
  private final boolean restoreBestWeights;
  private double best;
  private int bestEpoch;
  private int waited;
  private @Nullable Snapshot bestWeights;

  private EarlyStopping(String monitor, int patience, double minDelta, boolean restoreBestWeights) {
    this.monitor = monitor;
    this.patience = patience;
    this.minDelta = minDelta;
    this.restoreBestWeights = restoreBestWeights;
  }

  /// @param monitor the name of the value, such as `val_loss`
  /// @param patience epochs without improvement that are borne
  /// @param minDelta by how much a value must beat the best one
  /// @param restoreBestWeights whether the weights of the best epoch come back at the end
  public static EarlyStopping of(String monitor, int patience, double minDelta, boolean restoreBestWeights) {
    return new EarlyStopping(monitor, patience, minDelta, restoreBestWeights);
  }

  /// Watches `val_loss` and restores the best weights.
  public static EarlyStopping of(int patience) {
    return of("val_loss", patience, 0, true);
  }

  private boolean grows() {
    String name = monitor.toLowerCase(Locale.ROOT);
    return name.endsWith("acc") || name.endsWith("accuracy") || name.endsWith("auc") || name.contains("precision")
        || name.contains("recall") || name.contains("f1") || name.endsWith("r2_score");
  }

  /// The epoch, counted from 0, whose value was the best.
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void onTrainBegin(TrainingRun run) {
    best = grows() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    bestEpoch = 0;
    waited = 0;
    bestWeights = null;
  }

  @Override
  public void onEpochEnd(TrainingRun run, int epoch, Map<String, Double> logs) {
    Double current = logs.get(monitor);
    if (current == null) {
      throw new IllegalArgumentException("early stopping watches '" + monitor + "', which is not logged; expected one of " + logs.keySet());
    }
    if (restoreBestWeights && bestWeights == null) {
      bestWeights = run.model().snapshot();
    }
    waited++;
    if (grows() ? current - minDelta > best : current + minDelta < best) {
      best = current;
      bestEpoch = epoch;
      waited = 0;
      if (restoreBestWeights) {
        bestWeights = run.model().snapshot();
      }
    } else if (waited >= patience && epoch > 0) {
      run.stop("%s has not improved for %d epochs (best %.5g in epoch %d)".formatted(monitor, waited, best, bestEpoch + 1));
    }
  }

  @Override
  public void onTrainEnd(TrainingRun run) {
    if (bestWeights != null) {
      run.model().restore(bestWeights);
      bestWeights = null;
    }
  }
}
