package org.sungu.training;

import java.util.Collections;
import java.util.List;
import org.sungu.nn.loss.Loss;
import org.sungu.nn.metric.Metric;
import org.sungu.nn.optimizer.Optimizer;

/// What a model is trained for and how: the arguments of Keras's `compile`.
///
/// @param losses one per output of the network
/// @param lossWeights what each loss counts for in the sum
/// @param metrics per output, computed without sample weights
/// @param weightedMetrics per output, computed with sample and class weights
public record Compilation(
    Optimizer optimizer,
    List<Loss> losses,
    List<Double> lossWeights,
    List<List<Metric>> metrics,
    List<List<Metric>> weightedMetrics) {
  public Compilation {
    losses = List.copyOf(losses);
    lossWeights = List.copyOf(lossWeights);
    metrics = metrics.stream().map(List::copyOf).toList();
    weightedMetrics = weightedMetrics.stream().map(List::copyOf).toList();
  }

  /// For a network with one output.
  public static Compilation of(Optimizer optimizer, Loss loss, Metric... metrics) {
    return of(optimizer, List.of(loss), List.of(List.of(metrics)));
  }

  /// For a network with several outputs; all losses count alike.
  public static Compilation of(Optimizer optimizer, List<Loss> losses, List<List<Metric>> metrics) {
    return new Compilation(optimizer, losses, Collections.nCopies(losses.size(), 1.0), metrics,
        Collections.nCopies(losses.size(), List.of()));
  }
}
