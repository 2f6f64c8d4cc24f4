package org.sungu.nn.optimizer;

import java.util.List;
import java.util.Locale;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.registry.Registry.Entry;
import org.sungu.nn.schedule.LearningRate;

/// The optimizers by name, as `keras.optimizers.get` knows them (and `lamb`, which it forgets).
public final class Optimizers {
  public static final Registry<Optimizer> ALL = new Registry<>("optimizer", List.of(
      Entry.of(SGD.of(), SGD::withName, "sgd"),
      Entry.of(Adagrad.of(), Adagrad::withName, "adagrad"),
      Entry.of(RMSprop.of(), RMSprop::withName, "rmsprop"),
      Entry.of(Adadelta.of(), Adadelta::withName, "adadelta"),
      Entry.of(Adam.of(), Adam::withName, "adam"),
      Entry.of(AdamW.of(), AdamW::withName, "adamw"),
      Entry.of(Adamax.of(), Adamax::withName, "adamax"),
      Entry.of(Nadam.of(), Nadam::withName, "nadam"),
      Entry.of(Ftrl.of(), Ftrl::withName, "ftrl"),
      Entry.of(Lion.of(), Lion::withName, "lion"),
      Entry.of(Lamb.of(), Lamb::withName, "lamb")));

  private Optimizers() {}

  /// The optimizer with its defaults for a name such as `adam`, in small or large letters.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Optimizer of(String name) {
    return ALL.of(name.toLowerCase(Locale.ROOT));
  }

  /// The same with another learning rate.
  ///
  /// @throws IllegalArgumentException if there is none of that name, or the rate is not finite
  public static Optimizer of(String name, double learningRate) {
    LearningRate rate = LearningRate.of(learningRate);
    return switch (of(name)) {
      case SGD sgd -> sgd.withLearningRate(rate);
      case Adagrad adagrad -> adagrad.withLearningRate(rate);
      case RMSprop rmsprop -> rmsprop.withLearningRate(rate);
      case Adadelta adadelta -> adadelta.withLearningRate(rate);
      case Adam adam -> adam.withLearningRate(rate);
      case AdamW adamw -> adamw.withLearningRate(rate);
      case Adamax adamax -> adamax.withLearningRate(rate);
      case Nadam nadam -> nadam.withLearningRate(rate);
      case Ftrl ftrl -> ftrl.withLearningRate(rate);
      case Lion lion -> lion.withLearningRate(rate);
      case Lamb lamb -> lamb.withLearningRate(rate);
      case Optimizer other -> throw new IllegalStateException("no learning rate to set in " + other.className());
    };
  }
}
