package org.sungu.format.keras;

import java.util.Optional;
import org.sungu.nn.constraint.Constraints;
import org.sungu.nn.initializer.Initializers;
import org.sungu.nn.layer.Layers;
import org.sungu.nn.loss.Losses;
import org.sungu.nn.metric.Metrics;
import org.sungu.nn.optimizer.Optimizers;
import org.sungu.nn.regularizer.Regularizers;
import org.sungu.nn.schedule.Schedules;

/// The classes that a file may name, by what they are and their Keras class name. The lists are closed: nothing else is ever
/// instantiated, whatever a file says.
final class Catalog {
  /// What a configuration object can be; each has the Keras module its classes are written under.
  enum Category {
    LAYER("keras.layers", "layer"),
    INITIALIZER("keras.initializers", "initializer"),
    REGULARIZER("keras.regularizers", "regularizer"),
    CONSTRAINT("keras.constraints", "constraint"),
    LOSS("keras.losses", "loss"),
    METRIC("keras.metrics", "metric"),
    OPTIMIZER("keras.optimizers", "optimizer"),
    SCHEDULE("keras.optimizers.schedules", "learning rate schedule");

    private final String module;
    private final String noun;

    Category(String module, String noun) {
      this.module = module;
      this.noun = noun;
    }

    String module() {
      return module;
    }

    String noun() {
      return noun;
    }
  }

  private Catalog() {}

  /// An instance with Keras's defaults.
  static Optional<Record> find(Category category, String className) {
    return switch (category) {
      case LAYER -> Layers.ALL.ofClass(className).map(Record.class::cast);
      case INITIALIZER -> Initializers.ALL.ofClass(className).map(Record.class::cast);
      case REGULARIZER -> Regularizers.ALL.ofClass(className).map(Record.class::cast);
      case CONSTRAINT -> Constraints.ALL.ofClass(className).map(Record.class::cast);
      case LOSS -> Losses.ALL.ofClass(className).map(Record.class::cast);
      case METRIC -> Metrics.ALL.ofClass(className).map(Record.class::cast);
      case OPTIMIZER -> Optimizers.ALL.ofClass(className).map(Record.class::cast);
      case SCHEDULE -> Schedules.ALL.ofClass(className).map(Record.class::cast);
    };
  }
}
