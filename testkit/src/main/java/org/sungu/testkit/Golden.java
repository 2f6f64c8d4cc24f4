package org.sungu.testkit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.sungu.tensor.DType;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.tensor.StringArray;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One object of a golden file: a case, or a part of one. Prints as its name, so that parameterized tests read well.
public final class Golden {
  private final String place;
  private final JsonNode node;

  Golden(String family, JsonNode node) {
    this.place = node.hasNonNull("name") ? family + "/" + node.get("name").asString() : family;
    this.node = node;
  }

  /// Whether there is such a field and it is not null.
  public boolean has(String key) {
    return node.hasNonNull(key);
  }

  /// The fields' names, in the order of the file.
  public SequencedSet<String> keys() {
    return new LinkedHashSet<>(node.propertyNames());
  }

  public String text(String key) {
    return field(key).asString();
  }

  /// A number; `NaN`, `Infinity` and `-Infinity` are written as strings.
  public double number(String key) {
    return number(field(key));
  }

  public boolean flag(String key) {
    return field(key).asBoolean();
  }

  /// An object that has fields of its own.
  public Golden object(String key) {
    return new Golden(place + "/" + key, field(key));
  }

  /// A list of objects.
  public List<Golden> objects(String key) {
    return field(key).valueStream().map(item -> new Golden(place + "/" + key, item)).toList();
  }

  public NDArray array(String key) {
    return array(field(key));
  }

  /// A list of arrays.
  public List<NDArray> arrays(String key) {
    return field(key).valueStream().map(Golden::array).toList();
  }

  /// An array of numbers or of text.
  public HostArray hostArray(String key) {
    return hostArray(field(key));
  }

  /// A list of arrays of numbers or of text.
  public List<HostArray> hostArrays(String key) {
    return field(key).valueStream().map(Golden::hostArray).toList();
  }

  /// The field as plain Java: maps, lists, strings, numbers, booleans.
  public @Nullable Object value(String key) {
    return JsonMapper.shared().convertValue(field(key), Object.class);
  }

  /// A field that is an object, such as a serialized configuration, as plain Java.
  @SuppressWarnings("unchecked")
  public Map<String, @Nullable Object> map(String key) {
    return (Map<String, @Nullable Object>) JsonMapper.shared().convertValue(field(key), Map.class);
  }

  /// The field as JSON text.
  public String json(String key) {
    return field(key).toString();
  }

  @Override
  public String toString() {
    return place;
  }

  private JsonNode field(String key) {
    JsonNode field = node.get(key);
    if (field == null) {
      throw new IllegalArgumentException("golden " + place + " has no field '" + key + "'; it has " + keys());
    }
    return field;
  }

  private static HostArray hostArray(JsonNode array) {
    if (!array.get("dtype").asString().equals("string")) {
      return array(array);
    }
    return StringArray.of(shape(array), array.get("data").valueStream().map(JsonNode::asString).toList());
  }

  private static NDArray array(JsonNode array) {
    String dtype = array.get("dtype").asString();
    // Only states of Keras' seed generators are uint32, which Sungu lacks.
    DType type = dtype.equals("uint32") ? DType.INT64 : DType.ofKerasName(dtype);
    NDArray result = NDArray.zeros(type, shape(array));
    JsonNode data = array.get("data");
    for (int i = 0; i < data.size(); i++) {
      JsonNode item = data.get(i);
      if (type.isFloating()) {
        result.setDouble(i, number(item));
      } else {
        result.setLong(i, item.isBoolean() ? (item.asBoolean() ? 1 : 0) : item.asLong());
      }
    }
    return result;
  }

  private static Shape shape(JsonNode array) {
    return Shape.of(array.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray());
  }

  private static double number(JsonNode item) {
    return item.isString() ? Double.parseDouble(item.asString()) : item.asDouble();
  }
}
