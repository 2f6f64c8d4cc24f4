package org.sungu.format;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files that NumPy, h5py and Keras wrote (`tools/format-goldens/make.py`), and what is in them.
public final class GoldenFiles {
  private GoldenFiles() {}

  private static URL resource(String name) {
    return Objects.requireNonNull(GoldenFiles.class.getResource("goldens/" + name), name);
  }

  public static Path file(String name) {
    try {
      return Path.of(resource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The arrays that a JSON file describes, by path.
  public static Map<String, HostArray> arrays(String name) {
    try (InputStream in = resource(name).openStream()) {
      Map<String, HostArray> arrays = new LinkedHashMap<>();
      JsonMapper.builder().build().readTree(in).properties()
          .forEach(entry -> arrays.put(entry.getKey(), array(entry.getValue())));
      return arrays;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HostArray array(JsonNode node) {
    Shape shape = Shape.of(node.get("shape").valueStream().mapToInt(JsonNode::intValue).toArray());
    String type = node.get("dtype").stringValue();
    if (type.equals("string")) {
      List<String> texts = new ArrayList<>();
      node.get("data").forEach(text -> texts.add(text.stringValue()));
      return StringArray.of(shape, texts);
    }
    NDArray array = NDArray.zeros(DType.ofKerasName(type), shape);
    int index = 0;
    for (JsonNode element : node.get("data")) {
      if (element.isIntegralNumber()) {
        array.setLong(index, element.longValue());
      } else if (element.isBoolean()) {
        array.setLong(index, element.booleanValue() ? 1 : 0);
      } else {
        array.setDouble(index, element.isString() ? Double.parseDouble(element.stringValue()) : element.doubleValue());
      }
      index++;
    }
    return array;
  }
}
