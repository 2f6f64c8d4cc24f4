package org.sungu.training;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.Executable;

/// Loss and metrics over one set of samples, computed as often as asked.
final class Evaluation implements AutoCloseable {
  // Nothing is learnt between batches, so their size is free: large enough that the cost per step does not show.
  private static final int BATCH = 256;

  private final Model model;
  private final Prepared data;
  private final Trackers trackers;
  private final BatchRunner runner;
  private @Nullable Executable results;

  Evaluation(Model model, Prepared data, Compilation compilation, Trackers trackers) {
    this.model = model;
    this.data = data;
    this.trackers = trackers;
    this.runner = new BatchRunner(size -> {
      var program = model.programs().evaluation(data, size, compilation, trackers);
      trackers.ensure(model.store());
      return model.backend().compile(program, model.store());
    }, data.fed());
  }

  Map<String, Double> run() {
    trackers.reset(model.store());
    for (int from = 0; from < data.size(); from += BATCH) {
      runner.run(null, from, Math.min(data.size(), from + BATCH));
    }
    if (results == null) {
      results = trackers.results(model.backend(), model.store());
    }
    return trackers.read(results);
  }

  @Override
  public void close() {
    runner.close();
    if (results != null) {
      results.close();
    }
  }
}
