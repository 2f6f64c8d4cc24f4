package org.sungu.training;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.data.ArrayDataset;

/// How to train: the arguments of Keras's `fit`.
///
/// @param shuffle whether each epoch visits the samples in another order, which the model's seed fixes
/// @param validation data to evaluate on after each epoch
/// @param classWeight what a sample counts for, by class; empty for equal weights
/// @param initialEpoch the first epoch, counted from 0, so that a resumed run shuffles as the uninterrupted one
public record Fit(
    int epochs,
    int batchSize,
    boolean shuffle,
    @Nullable ArrayDataset validation,
    Map<Integer, Double> classWeight,
    List<Callback> callbacks,
    int initialEpoch) {
  public Fit {
    if (epochs < 0 || batchSize < 1 || initialEpoch < 0) {
      throw new IllegalArgumentException("got epochs = " + epochs + ", batchSize = " + batchSize + ", initialEpoch = " + initialEpoch
          + "; expected no negative number of epochs and at least one sample a batch");
    }
    classWeight = Map.copyOf(classWeight);
    callbacks = List.copyOf(callbacks);
  }

  /// Keras's defaults: batches of 32, shuffled.
  public static Fit epochs(int epochs) {
    return new Fit(epochs, 32, true, null, Map.of(), List.of(), 0);
  }

  public Fit withBatchSize(int newBatchSize) {
    return new Fit(epochs, newBatchSize, shuffle, validation, classWeight, callbacks, initialEpoch);
  }

  public Fit withShuffle(boolean newShuffle) {
    return new Fit(epochs, batchSize, newShuffle, validation, classWeight, callbacks, initialEpoch);
  }

  public Fit withValidation(@Nullable ArrayDataset newValidation) {
    return new Fit(epochs, batchSize, shuffle, newValidation, classWeight, callbacks, initialEpoch);
  }

  public Fit withClassWeight(Map<Integer, Double> newClassWeight) {
    return new Fit(epochs, batchSize, shuffle, validation, newClassWeight, callbacks, initialEpoch);
  }

  public Fit withCallbacks(Callback... newCallbacks) {
    return new Fit(epochs, batchSize, shuffle, validation, classWeight, List.of(newCallbacks), initialEpoch);
  }

  public Fit withInitialEpoch(int newInitialEpoch) {
    return new Fit(epochs, batchSize, shuffle, validation, classWeight, callbacks, newInitialEpoch);
  }
}
