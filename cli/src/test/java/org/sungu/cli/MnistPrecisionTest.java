package org.sungu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sungu.format.keras.KerasFile;
import org.sungu.format.npz.Npz;
import org.sungu.nn.InputLayer;
import org.sungu.nn.Network;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.loss.Losses;
import org.sungu.nn.metric.SparseCategoricalAccuracy;
import org.sungu.nn.optimizer.Adam;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.training.Compilation;
import org.sungu.training.Model;
import tools.jackson.databind.json.JsonMapper;

/// Written digits: mixed precision learns them as well as float32.
final class MnistPrecisionTest {
  private static final Path MNIST = Path.of("../../shared/data/mnist");
  private static final int TRAIN = 30_000;
  private static final int TEST = 10_000;
  private static final int PIXELS = 784;

  @TempDir Path folder;

  @Test
  void accuracyIsThatOfFloat32() throws IOException {
    assumeTrue(Files.isDirectory(MNIST), "the digits are not here: " + MNIST);
    Path data = folder.resolve("digits.npz");
    float[] pixels = new float[(TRAIN + TEST) * PIXELS];
    float[] digits = new float[TRAIN + TEST];
    read("train-images-idx3-ubyte.gz", 16, pixels, 0, TRAIN * PIXELS, 255);
    read("t10k-images-idx3-ubyte.gz", 16, pixels, TRAIN * PIXELS, TEST * PIXELS, 255);
    read("train-labels-idx1-ubyte.gz", 8, digits, 0, TRAIN, 1);
    read("t10k-labels-idx1-ubyte.gz", 8, digits, TRAIN, TEST, 1);
    Npz.write(data, Map.of("x0", NDArray.of(Shape.of(TRAIN + TEST, PIXELS), pixels), "y", NDArray.of(Shape.of(TRAIN + TEST, 1), digits)));
    double wide = accuracy(data, "float32");
    double narrow = accuracy(data, "mixed_bfloat16");
    assertTrue(wide > 0.96, "float32 reaches " + wide);
    // Twice what other seeds change it by.
    assertEquals(wide, narrow, 0.005);
  }

  private double accuracy(Path data, String precision) {
    Path file = folder.resolve("model.keras");
    Network network = Network.sequential(InputLayer.of("x", "float32", PIXELS), Dense.of(256, Activation.RELU), Dense.of(256, Activation.RELU),
        Dense.of(10, Activation.SOFTMAX));
    try (Model model = Model.of(network, Backends.standard(), 1)) {
      model.compile(Compilation.of(Adam.of(0.001), Losses.of("sparse_categorical_crossentropy"), SparseCategoricalAccuracy.of().withName("accuracy")));
      KerasFile.write(model, file, Map.of());
    }
    Path output = folder.resolve(precision);
    Run.of("train", "--model", file, "--data", data, "--output", output, "--epochs", 3, "--batch-size", 128, "--validation", 0.25, "--precision",
        precision).succeeded();
    return JsonMapper.shared().readTree(output.resolve("metrics.json")).at("/validation/accuracy").doubleValue();
  }

  private static void read(String name, int header, float[] into, int at, int count, float divisor) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(MNIST.resolve(name)))) {
      in.skipNBytes(header);
      byte[] bytes = in.readNBytes(count);
      for (int i = 0; i < count; i++) {
        into[at + i] = (bytes[i] & 0xFF) / divisor;
      }
    }
  }
}
