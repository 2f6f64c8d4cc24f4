package org.sungu.nn.schedule;

/// One learning rate for all steps. It starts a variable that callbacks may change; files hold it as a plain number.
public record ConstantLearningRate(double value) implements LearningRate {
  public ConstantLearningRate {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("learning rate got " + value + "; expected a finite number such as 0.001");
    }
  }
}
