package org.sungu.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sungu.format.npz.Npz;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;

/// What `benchmarks/peers/make.py` made for one row: data, weights in the order of Keras's `get_weights`, and whether to train.
///
/// @param network the network's name
/// @param x inputs with the samples along axis 0
/// @param y targets, one column
public record Samples(String network, int batch, Path folder, boolean trains, NDArray x, NDArray y) {
  /// Reads what the arguments name: the network, the batch size and the folder.
  public static Samples read(String... arguments) {
    Path folder = Path.of(arguments[2]);
    Map<String, HostArray> data = Npz.read(folder.resolve("data.npz"));
    return new Samples(arguments[0], Integer.parseInt(arguments[1]), folder, Files.exists(folder.resolve("train.keras")), array(data, "x"), array(data, "y"));
  }

  private static NDArray array(Map<String, HostArray> data, String name) {
    if (data.get(name) instanceof NDArray array) {
      return array;
    }
    throw new IllegalArgumentException("the file has no numbers " + name + "; make the files again");
  }

  /// All weights.
  public List<NDArray> weights() {
    Map<String, HostArray> arrays = Npz.read(folder.resolve("weights.npz"));
    List<NDArray> weights = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      weights.add(array(arrays, String.valueOf(i)));
    }
    return weights;
  }

  /// Whole batches of training data.
  public int steps() {
    return x.shape().size(0) / batch;
  }

  /// The rows of a batch, counted from 0.
  public static int[] rows(int from, int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = from + i;
    }
    return rows;
  }
}
