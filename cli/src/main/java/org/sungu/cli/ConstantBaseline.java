package org.sungu.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sungu.data.tabular.TabularData;
import org.sungu.data.tabular.Task;
import org.sungu.tensor.NDArray;

/// What is reached without looking at any column: the class frequencies of the training rows, or their mean, said for every row.
final class ConstantBaseline {
  private ConstantBaseline() {}

  /// Loss and metrics on the test rows, by the names that the models' have.
  static Map<String, Double> evaluate(TabularData data) {
    NDArray train = data.train().targets().getFirst();
    NDArray test = data.test().targets().getFirst();
    Task task = data.schema().target().task();
    return task == Task.REGRESSION
        ? mean(train, test, data.schema().target().variance())
        : frequencies(train, test, data.schema().target().classes().size(), task);
  }

  private static Map<String, Double> frequencies(NDArray train, NDArray test, int classes, Task task) {
    double[] shares = new double[classes];
    for (int i = 0; i < train.elementCount(); i++) {
      shares[(int) train.getLong(i)] += 1.0 / train.elementCount();
    }
    int majority = 0;
    for (int k = 1; k < classes; k++) {
      majority = shares[k] > shares[majority] ? k : majority;
    }
    double loss = 0;
    double hits = 0;
    for (int i = 0; i < test.elementCount(); i++) {
      int actual = (int) test.getLong(i);
      loss -= Math.log(Math.max(shares[actual], 1e-7));
      hits += actual == majority ? 1 : 0;
    }
    Map<String, Double> result = new LinkedHashMap<>();
    result.put("loss", loss / test.elementCount());
    result.put("accuracy", hits / test.elementCount());
    if (task == Task.BINARY) {
      // One score for all rows ranks none before another.
      result.put("auc", 0.5);
    }
    return result;
  }

  private static Map<String, Double> mean(NDArray train, NDArray test, double variance) {
    double mean = mean(train);
    double testMean = mean(test);
    double absolute = 0;
    double squared = 0;
    double spread = 0;
    for (int i = 0; i < test.elementCount(); i++) {
      double error = test.getDouble(i) - mean;
      absolute += Math.abs(error) / test.elementCount();
      squared += error * error / test.elementCount();
      spread += Math.pow(test.getDouble(i) - testMean, 2) / test.elementCount();
    }
    Map<String, Double> result = new LinkedHashMap<>();
    result.put("loss", squared / variance);
    result.put("mae", absolute);
    result.put("rmse", Math.sqrt(squared));
    result.put("r2", spread > 0 ? 1 - squared / spread : 0);
    return result;
  }

  private static double mean(NDArray values) {
    double sum = 0;
    for (int i = 0; i < values.elementCount(); i++) {
      sum += values.getDouble(i);
    }
    return sum / values.elementCount();
  }
}
