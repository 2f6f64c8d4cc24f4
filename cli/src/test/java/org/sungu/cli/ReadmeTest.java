package org.sungu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sungu.backend.cpu.CpuBackend;
import org.sungu.data.ArrayDataset;
import org.sungu.format.keras.KerasFile;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Network;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.regularization.Dropout;
import org.sungu.nn.loss.Losses;
import org.sungu.nn.metric.Metrics;
import org.sungu.nn.optimizer.Adam;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.training.Compilation;
import org.sungu.training.EarlyStopping;
import org.sungu.training.Fit;
import org.sungu.training.History;
import org.sungu.training.Model;

/// The Java of the README, compiled and run.
final class ReadmeTest {
  private static NDArray train(ArrayDataset data, ArrayDataset validation, NDArray samples, Path file) {
    Network network = Network.sequential(
        InputLayer.of("x", "float32", 11),
        Dense.of(64, Activation.RELU),
        Dropout.of(0.2),
        Dense.of(32, Activation.RELU),
        Dense.of(1, Activation.SIGMOID));
    try (Model model = Model.of(network, new CpuBackend(), 42)) {
      model.compile(Compilation.of(Adam.of(0.001), Losses.of("binary_crossentropy"), Metrics.of("auc")));
      History history = model.fit(data, Fit.epochs(100).withValidation(validation).withCallbacks(EarlyStopping.of(10)));
      System.out.println(history.values("val_auc").getLast());
      KerasFile.write(model, file, Map.of()); // opens in Keras 3, too
      return model.predict(samples);
    }
  }

  private static ArrayDataset data(int samples) {
    float[] x = new float[samples * 11];
    float[] y = new float[samples];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(i * i);
      y[i / 11] = i % 11 == 0 && x[i] > 0 ? 1 : y[i / 11];
    }
    return ArrayDataset.of(Map.of("x", NDArray.of(Shape.of(samples, 11), x)), NDArray.of(Shape.of(samples, 1), y));
  }

  @Test
  void theJavaOfTheReadmeRuns(@TempDir Path folder) {
    NDArray samples = NDArray.zeros(DType.FLOAT32, Shape.of(3, 11));
    assertEquals(Shape.of(3, 1), train(data(200), data(50), samples, folder.resolve("model.keras")).shape());
    assertTrue(Files.exists(folder.resolve("model.keras")));
  }

  @Test
  void theReadmeShowsThisJava() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int start = readme.indexOf("```java\n") + 8;
    List<String> shown = readme.substring(start, readme.indexOf("```", start)).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    assertTrue(shown.size() > 10, readme);
    String source = Files.readString(Path.of("src/test/java/org/sungu/cli/ReadmeTest.java"));
    for (String line : shown) {
      assertTrue(source.contains(line), () -> "the README shows what is not compiled here: " + line);
    }
  }
}
