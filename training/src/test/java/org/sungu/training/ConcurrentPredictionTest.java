package org.sungu.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Network;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// `predict` is safe from many threads: every answer is the one a single thread gets.
final class ConcurrentPredictionTest {
  private static final int THREADS = 8;
  private static final int REQUESTS = 300;

  @Test
  void manyThreadsGetTheAnswersOfOne() throws Exception {
    Network network = Network.sequential(InputLayer.of("x", "float32", 7), Dense.of(33, Activation.TANH), Dense.of(3, Activation.SOFTMAX));
    try (Model model = Model.of(network, new CpuBackend(), 3); var threads = Executors.newFixedThreadPool(THREADS)) {
      List<NDArray> requests = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 20; i++) {
        int samples = 1 + i * i;
        float[] x = new float[samples * 7];
        for (int k = 0; k < x.length; k++) {
          x[k] = (float) random.nextGaussian();
        }
        requests.add(NDArray.of(Shape.of(samples, 7), x));
      }
      List<NDArray> expected = requests.stream().map(model::predict).toList();
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int seed = t;
        running.add(threads.submit(() -> {
          SplittableRandom order = new SplittableRandom(seed);
          for (int i = 0; i < REQUESTS; i++) {
            int request = order.nextInt(requests.size());
            assertEquals(expected.get(request), model.predict(Map.of("x", requests.get(request))).getFirst());
          }
        }));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    }
  }
}
