package org.sungu.format.keras;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.format.FormatException;
import org.sungu.format.keras.Catalog.Category;
import org.sungu.nn.ConfigGroup;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.PartialShape;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.nn.schedule.LearningRate;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import tools.jackson.databind.JsonNode;

/// Reads Keras configurations into the records of a closed [Catalog]. Keys that a file lacks take Keras's defaults; a key that
/// Sungu does not know is refused unless its value says "nothing special", so that no option is dropped in silence.
final class RecordReader {
  /// Keys without a counterpart whose value changes nothing: repeated elsewhere, or about how Keras computes.
  private static final Set<String> WITHOUT_MEANING =
      Set.of("dtype", "vocabulary_size", "renorm_momentum", "salt", "jit_compile", "is_legacy_optimizer", "batch_input_shape", "name");

  private static final Map<String, String> ONLY_VALUE = Map.of("oov_method", "floormod", "encoding", "utf-8");

  private RecordReader() {}

  /// Reads an object `{class_name, config}` of a category.
  ///
  /// @param where the place in the file, for messages
  static Record read(Category category, JsonNode node, String where) {
    String className = node.isString() ? node.asString() : node.path("class_name").asString("");
    Record defaults = Catalog.find(category, className).orElseThrow(() -> new FormatException(where + ": class '" + className + "' is no "
        + category.noun() + " that Sungu knows; expected one of Keras's built-in ones. Rebuild the model without it"));
    return node.isString() ? defaults : read(defaults, node.path("config"), where + " (" + className + ")");
  }

  private static Record read(Record defaults, JsonNode config, String where) {
    Set<String> known = new HashSet<>();
    Record result = read(defaults, config, where, known);
    config.properties().forEach(entry -> {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      boolean says = !value.isNull() && !(value.isBoolean() && !value.booleanValue()) && !(value.isContainer() && value.isEmpty());
      if (says && !known.contains(key) && !WITHOUT_MEANING.contains(key) && !value.asString("").equals(ONLY_VALUE.getOrDefault(key, "\0"))) {
        throw new FormatException(where + ": option " + key + " = " + value + " is not known to Sungu; expected it to be absent. Rebuild the layer without it");
      }
    });
    return result;
  }

  private static Record read(Record defaults, JsonNode config, String where, Set<String> known) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    @Nullable Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      Object fallback = component(defaults, component);
      if (ConfigGroup.class.isAssignableFrom(component.getType()) && fallback instanceof Record group) {
        arguments[i] = read(group, config, where, known);
        continue;
      }
      String key = ConfigKeys.of(component.getName());
      known.add(key);
      JsonNode value = config.get(key);
      arguments[i] = value == null ? fallback : value(component.getGenericType(), value, where + ": " + key);
    }
    return construct(defaults.getClass(), components, arguments, where);
  }

  private static @Nullable Object component(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("component " + component.getName() + " of " + record.getClass() + " cannot be read", e);
    }
  }

  private static Record construct(Class<? extends Record> type, RecordComponent[] components, @Nullable Object[] arguments, String where) {
    try {
      Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new FormatException(where + ": " + e.getTargetException().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type + " cannot be made", e);
    }
  }

  private static @Nullable Object value(Type type, JsonNode node, String where) {
    Class<?> raw = type instanceof ParameterizedType parameterized ? (Class<?>) parameterized.getRawType() : (Class<?>) type;
    if (node.isNull()) {
      if (raw.isPrimitive()) {
        throw mismatch(raw.getSimpleName(), node, where);
      }
      return null;
    }
    if (raw == List.class && type instanceof ParameterizedType list) {
      return list(list.getActualTypeArguments()[0], node, where);
    }
    return switch (raw.getSimpleName()) {
      case "int", "Integer" -> integer(node, where);
      case "long", "Long" -> (long) integer(node, where);
      case "double", "Double" -> {
        if (!node.isNumber()) {
          throw mismatch("a number", node, where);
        }
        yield node.doubleValue();
      }
      case "boolean", "Boolean" -> {
        if (!node.isBoolean()) {
          throw mismatch("true or false", node, where);
        }
        yield node.booleanValue();
      }
      case "String" -> text(node, where);
      default -> object(raw, node, where);
    };
  }

  private static int integer(JsonNode node, String where) {
    if (!node.isNumber() || node.doubleValue() != Math.rint(node.doubleValue()) || Math.abs(node.doubleValue()) > Integer.MAX_VALUE) {
      throw mismatch("a whole number", node, where);
    }
    return (int) node.doubleValue();
  }

  private static String text(JsonNode node, String where) {
    if (!node.isString()) {
      throw mismatch("text", node, where);
    }
    return node.asString();
  }

  private static List<?> list(Type element, JsonNode node, String where) {
    List<@Nullable Object> values = new ArrayList<>();
    // Keras writes one number where a list would hold only that.
    for (JsonNode item : node.isArray() ? node : List.of(node)) {
      values.add(value(element, item, where));
    }
    return values;
  }

  private static Object object(Class<?> type, JsonNode node, String where) {
    if (type == Activation.class) {
      return activation(node, where);
    }
    if (type == DTypePolicy.class) {
      return constant(DTypePolicy.class, node.isString() ? node : node.path("config").path("name"), where);
    }
    if (type == DType.class) {
      return constant(DType.class, node, where);
    }
    if (type == NDArray.class) {
      return array(node, where);
    }
    if (type == Shape.class || type == PartialShape.class) {
      PartialShape shape = shape(node, where);
      return type == Shape.class ? shape.fill(1) : shape;
    }
    if (type == LearningRate.class) {
      return node.isNumber() ? LearningRate.of(node.doubleValue()) : read(Category.SCHEDULE, node, where);
    }
    if (type.isEnum()) {
      return constant(type, node, where);
    }
    return read(category(type), node, where);
  }

  static PartialShape shape(JsonNode node, String where) {
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode size : node) {
      sizes.add(size.isNull() ? PartialShape.UNKNOWN : integer(size, where));
    }
    return new PartialShape(sizes);
  }

  /// Numbers in nested lists, or one number.
  private static NDArray array(JsonNode node, String where) {
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode level = node; level.isArray(); level = level.path(0)) {
      sizes.add(level.size());
    }
    List<Double> elements = new ArrayList<>();
    flatten(node, elements, where);
    Shape shape = new PartialShape(sizes).fill(0);
    if (shape.elementCount() != elements.size()) {
      throw mismatch("numbers in lists of equal lengths", node, where);
    }
    return NDArray.of(shape, elements.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void flatten(JsonNode node, List<Double> elements, String where) {
    if (node.isArray()) {
      node.forEach(element -> flatten(element, elements, where));
    } else if (node.isNumber()) {
      elements.add(node.doubleValue());
    } else {
      throw mismatch("numbers", node, where);
    }
  }

  private static Object activation(JsonNode node, String where) {
    // A string, or an object that wraps a built-in function's name.
    JsonNode name = node.isObject() ? node.path("config") : node;
    try {
      return Activation.ofKerasName(text(name, where));
    } catch (IllegalArgumentException e) {
      throw new FormatException(where + ": " + e.getMessage(), e);
    }
  }

  private static Object constant(Class<?> type, JsonNode node, String where) {
    String name = text(node, where);
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String lower = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
      if (lower.equals(name.toLowerCase(Locale.ROOT))) {
        return constant;
      }
      names.add(lower);
    }
    throw mismatch("one of " + String.join(", ", names), node, where);
  }

  private static Category category(Class<?> type) {
    if (type == Initializer.class) {
      return Category.INITIALIZER;
    }
    if (type == Regularizer.class) {
      return Category.REGULARIZER;
    }
    if (type == Constraint.class) {
      return Category.CONSTRAINT;
    }
    throw new IllegalStateException("no configuration value of type " + type.getName());
  }

  private static FormatException mismatch(String expected, JsonNode got, String where) {
    return new FormatException(where + " is " + got + "; expected " + expected + ". Save the model again");
  }
}
