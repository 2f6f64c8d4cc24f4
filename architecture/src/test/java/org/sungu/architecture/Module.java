package org.sungu.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The modules and what each one may use: the picture of the architecture that the tests hold the code against.
enum Module {
  TENSOR("org.sungu.tensor"),
  GRAPH("org.sungu.graph"),
  GRADIENT("org.sungu.gradient"),
  REWRITE("org.sungu.rewrite"),
  BACKEND_API("org.sungu.backend"),
  BACKEND_REFERENCE("org.sungu.backend.reference"),
  BACKEND_CPU("org.sungu.backend.cpu"),
  NN("org.sungu.nn"),
  DATA("org.sungu.data"),
  TRAINING("org.sungu.training"),
  FORMAT("org.sungu.format"),
  ZOO("org.sungu.zoo"),
  TESTKIT("org.sungu.testkit"),
  CLI("org.sungu.cli");

  private final String packageName;

  Module(String packageName) {
    this.packageName = packageName;
  }

  private List<Module> uses() {
    return switch (this) {
      case TENSOR -> List.of();
      case GRAPH, DATA -> List.of(TENSOR);
      case GRADIENT, REWRITE, BACKEND_API, NN -> List.of(GRAPH);
      case BACKEND_REFERENCE -> List.of(BACKEND_API);
      case BACKEND_CPU -> List.of(BACKEND_API, REWRITE);
      case TRAINING -> List.of(NN, GRADIENT, REWRITE, BACKEND_API, DATA);
      case FORMAT -> List.of(TRAINING);
      case ZOO -> List.of(NN);
      case TESTKIT -> List.of(GRADIENT, NN, BACKEND_API);
      case CLI -> List.of(FORMAT, BACKEND_REFERENCE, BACKEND_CPU);
    };
  }

  /// Whether a class of this module may name a class of the other one: directly or by way of a module in between.
  boolean mayUse(Module other) {
    return other == this || uses().stream().anyMatch(used -> used.mayUse(other));
  }

  /// The module of a class: the one with the longest matching package name, as `org.sungu.backend` holds others.
  static Optional<Module> of(JavaClass type) {
    return Arrays.stream(values())
        .filter(module -> (type.getPackageName() + ".").startsWith(module.packageName + "."))
        .max(Comparator.comparingInt(module -> module.packageName.length()));
  }
}
