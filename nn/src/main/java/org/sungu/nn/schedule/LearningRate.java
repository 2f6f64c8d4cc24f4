package org.sungu.nn.schedule;

/// How far an optimizer goes in a step.
public sealed interface LearningRate permits ConstantLearningRate, Schedule {
  static LearningRate of(double value) {
    return new ConstantLearningRate(value);
  }
}
