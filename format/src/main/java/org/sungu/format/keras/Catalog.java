package org.sungu.format.keras;

import java.util.Optional;
import org.sungu.nn.constraint.Constraints;
import org.sungu.nn.initializer.Initializers;
import org.sungu.nn.layer.Layers;
import org.sungu.nn.layer.operation.Operation;
import org.sungu.nn.loss.Losses;
import org.sungu.nn.metric.Metrics;
import org.sungu.nn.optimizer.Optimizers;
import org.sungu.nn.registry.Registry;
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
  ///
  /// @param module the Python module that a file names beside the class; functions of `keras.ops` share names with layers
  /// @param className a class name; except for layers also a short name such as `glorot_uniform`
  static Optional<Record> find(Category category, String module, String className) {
    if (category == Category.LAYER) {
      boolean operation = module.startsWith("keras.src.ops");
      return Layers.ALL.ofClass(className).filter(layer -> layer instanceof Operation == operation).map(Record.class::cast);
    }
    return registry(category).find(className).map(Record.class::cast);
  }

  private static Registry<?> registry(Category category) {
    return switch (category) {
      case LAYER -> Layers.ALL;
      case INITIALIZER -> Initializers.ALL;
      case REGULARIZER -> Regularizers.ALL;
      case CONSTRAINT -> Constraints.ALL;
      case LOSS -> Losses.ALL;
      case METRIC -> Metrics.ALL;
      case OPTIMIZER -> Optimizers.ALL;
      case SCHEDULE -> Schedules.ALL;
    };
  }
}
