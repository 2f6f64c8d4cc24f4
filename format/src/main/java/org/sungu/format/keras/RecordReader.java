package org.sungu.format.keras;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
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
import org.sungu.nn.Layer;
import org.sungu.nn.PartialShape;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.layer.Layers;
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
      Set.of("dtype", "vocabulary_size", "vocabulary_dtype", "renorm_momentum", "jit_compile", "is_legacy_optimizer", "batch_input_shape",
          "batch_shape", "name", "trainable", "fn", "synchronized", "implementation");

  private static final Map<String, String> ONLY_VALUE = Map.of("oov_method", "floormod", "encoding", "utf-8", "groups", "1");

  /// What keys were called in older versions of Keras.
  private static final Map<String, String> FORMER_KEYS = Map.of("negative_slope", "alpha", "learning_rate", "lr");

  /// What values were called in older versions of Keras.
  private static final Map<String, String> FORMER_VALUES = Map.of("auto", "sum_over_batch_size", "binary", "multi_hot", "tf-idf", "tf_idf");

  private RecordReader() {}

  /// Reads an object `{class_name, config}` of a category, or a short name.
  ///
  /// @param where the place in the file, for messages
  static Record read(Category category, JsonNode node, String where) {
    String shortName = shortName(node);
    String className = shortName != null ? shortName : node.path("class_name").asString("");
    if (className.isEmpty()) {
      throw mismatch("an object with a class_name", node, where);
    }
    Record defaults = Catalog.find(category, node.path("module").asString(""), className).orElseThrow(() -> new FormatException(where + ": class '"
        + shortened(className) + "' is no " + category.noun() + " that Sungu knows; expected one of Keras's built-in ones. Rebuild the model without it"));
    if (shortName != null) {
      return defaults;
    }
    JsonNode config = node.path("config");
    String place = where + " (" + className + ")";
    if (!config.isObject()) {
      throw mismatch("an object", config, place + ": config");
    }
    if (defaults instanceof Layer layer) {
      for (String component : Layers.required(layer)) {
        String key = ConfigKeys.of(component);
        if (!config.has(key)) {
          throw new FormatException(place + " has no " + key + "; expected a value, for Keras has no default either. Save the model again");
        }
      }
    }
    return read(defaults, config, place);
  }

  /// What a file names without settings, as text or as a Python function; null for anything else.
  static @Nullable String shortName(JsonNode node) {
    if (node.isString()) {
      return node.asString();
    }
    JsonNode config = node.path("config");
    return config.isString() && node.path("class_name").asString("").equals("function") ? config.asString() : null;
  }

  private static Record read(Record defaults, JsonNode config, String where) {
    Set<String> known = new HashSet<>();
    Record result = read(defaults, config, where, known);
    config.properties().forEach(entry -> {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      boolean says = !value.isNull() && !(value.isBoolean() && !value.booleanValue()) && !(value.isContainer() && value.isEmpty());
      if (says && !known.contains(key) && !WITHOUT_MEANING.contains(key) && !value.asString("").equals(ONLY_VALUE.getOrDefault(key, "\0"))) {
        throw new FormatException(where + ": option " + shortened(key) + " = " + shortened(value.toString())
            + " is not known to Sungu; expected it to be absent. Rebuild the model without it");
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
      String former = FORMER_KEYS.get(key);
      String present = former != null && !config.has(key) ? former : key;
      known.add(present);
      JsonNode value = config.get(present);
      // Where Keras takes None for "the default", nothing is special about the value.
      boolean standard = value == null || (value.isNull() && !isNullable(component.getAnnotatedType()) && !component.getType().isPrimitive());
      arguments[i] = standard ? fallback : value(component.getAnnotatedType(), value, where + ": " + present);
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

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static @Nullable Object value(AnnotatedType annotated, JsonNode node, String where) {
    Type type = annotated.getType();
    Class<?> raw = type instanceof ParameterizedType parameterized ? (Class<?>) parameterized.getRawType() : (Class<?>) type;
    if (node.isNull()) {
      if (!isNullable(annotated)) {
        throw mismatch(raw.getSimpleName(), node, where);
      }
      return null;
    }
    if (raw == List.class && annotated instanceof AnnotatedParameterizedType list) {
      return list(list.getAnnotatedActualTypeArguments()[0], node, where);
    }
    return switch (raw.getSimpleName()) {
      case "int", "Integer" -> Math.toIntExact(integer(node, Integer.MAX_VALUE, where));
      case "long", "Long" -> integer(node, Long.MAX_VALUE, where);
      case "double", "Double" -> {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
          throw mismatch("a finite number", node, where);
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

  /// A whole number whose magnitude is at most a limit.
  private static long integer(JsonNode node, long limit, String where) {
    // Older files hold an axis as a list of one.
    JsonNode number = node.isArray() && node.size() == 1 ? node.path(0) : node;
    boolean whole = number.isIntegralNumber() ? number.canConvertToLong() : number.isNumber() && number.doubleValue() == Math.rint(number.doubleValue())
        && Math.abs(number.doubleValue()) < 0x1p53;
    if (!whole || number.longValue() > limit || number.longValue() < -limit) {
      throw mismatch("a whole number of at most " + limit, node, where);
    }
    return number.longValue();
  }

  private static String text(JsonNode node, String where) {
    if (!node.isString()) {
      throw mismatch("text", node, where);
    }
    return node.asString();
  }

  private static List<?> list(AnnotatedType element, JsonNode node, String where) {
    List<@Nullable Object> values = new ArrayList<>();
    // Keras writes one number where a list would hold only that.
    for (JsonNode item : node.isArray() ? node : List.of(node)) {
      // Boundaries may be infinite where single settings may not.
      boolean infinite = element.getType() == Double.class && item.isNumber() && Double.isInfinite(item.doubleValue());
      values.add(infinite ? item.doubleValue() : value(element, item, where));
    }
    return values;
  }

  private static Object object(Class<?> type, JsonNode node, String where) {
    if (type == Activation.class) {
      return activation(node, where);
    }
    if (type == DTypePolicy.class) {
      return policy(node, where);
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

  /// A type policy: its name, or an object that has one.
  static DTypePolicy policy(JsonNode node, String where) {
    return (DTypePolicy) constant(DTypePolicy.class, node.isObject() ? node.path("config").path("name") : node, where);
  }

  static PartialShape shape(JsonNode node, String where) {
    if (!node.isArray()) {
      throw mismatch("a list of sizes", node, where);
    }
    List<Integer> sizes = new ArrayList<>();
    for (JsonNode size : node) {
      int number = size.isNull() ? PartialShape.UNKNOWN : Math.toIntExact(integer(size, Integer.MAX_VALUE, where));
      if (number < PartialShape.UNKNOWN) {
        throw mismatch("sizes of at least 0, or null", node, where);
      }
      sizes.add(number);
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
    String name = shortName(node);
    if (name == null) {
      String className = node.path("class_name").asString("");
      throw className.isEmpty() ? mismatch("an activation's name", node, where) : new FormatException(where + " is an object of class '"
          + shortened(className) + "'; expected a built-in function's name. Put the activation into a layer of its own");
    }
    try {
      return Activation.ofKerasName(name);
    } catch (IllegalArgumentException e) {
      throw new FormatException(where + ": " + e.getMessage(), e);
    }
  }

  private static Object constant(Class<?> type, JsonNode node, String where) {
    String given = text(node, where);
    String name = FORMER_VALUES.getOrDefault(given, given);
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
    if (type == Layer.class) {
      return Category.LAYER;
    }
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
    return new FormatException(where + " is " + shortened(got.isMissingNode() ? "missing" : got.toString()) + "; expected " + expected
        + ". Save the model again");
  }

  /// Text from a file, short enough for one line of a message.
  static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }
}
