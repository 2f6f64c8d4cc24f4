package org.sungu.format.keras;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sungu.format.keras.Catalog.Category;
import org.sungu.nn.ConfigGroup;
import org.sungu.nn.DTypePolicy;
import org.sungu.nn.Layer;
import org.sungu.nn.PartialShape;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.loss.Loss;
import org.sungu.nn.metric.AUC;
import org.sungu.nn.metric.Metric;
import org.sungu.nn.optimizer.Optimizer;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.nn.schedule.ConstantLearningRate;
import org.sungu.nn.schedule.Schedule;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes records as Keras writes configurations: the components are the keys, records within become objects with class name and
/// module, enums their lower-case names.
final class RecordWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RecordWriter() {}

  /// The object `{module, class_name, config, registered_name}`.
  static ObjectNode object(String module, String className, JsonNode config) {
    ObjectNode node = JSON.objectNode();
    node.put("module", module);
    node.put("class_name", className);
    node.set("config", config);
    node.putNull("registered_name");
    return node;
  }

  /// The keys and values of a record's components.
  static ObjectNode config(Record record) {
    ObjectNode config = JSON.objectNode();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = valueOf(record, component);
      if (value instanceof ConfigGroup && value instanceof Record group) {
        config.setAll(config(group));
      } else {
        config.set(ConfigKeys.of(component.getName()), value(value));
      }
    }
    return config;
  }

  private static @Nullable Object valueOf(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("component " + component.getName() + " of " + record.getClass() + " cannot be read", e);
    }
  }

  static JsonNode value(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case Boolean flag -> JSON.booleanNode(flag);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case Double number -> JSON.numberNode(number);
      case String text -> JSON.stringNode(text);
      case DTypePolicy policy -> {
        ObjectNode config = JSON.objectNode();
        config.put("name", policy.kerasName());
        yield object("keras", "DTypePolicy", config);
      }
      case AUC.Curve curve -> JSON.stringNode(curve.kerasName());
      case Enum<?> constant -> JSON.stringNode(constant.name().toLowerCase(Locale.ROOT));
      case Shape shape -> sizes(shape.toArray());
      case PartialShape shape -> sizes(shape.sizes().stream().mapToInt(Integer::intValue).toArray());
      case NDArray array -> array(array, 0, 0);
      case Collection<?> list -> {
        ArrayNode array = JSON.arrayNode();
        list.forEach(element -> array.add(value(element)));
        yield array;
      }
      case ConstantLearningRate(double rate) -> JSON.numberNode(rate);
      case Record record -> object(category(record).module(), record.getClass().getSimpleName(), config(record));
      default -> throw new IllegalArgumentException("no configuration value for " + value.getClass().getName());
    };
  }

  /// Numbers as nested lists: those of one slice, which starts at an element, from an axis on.
  private static JsonNode array(NDArray array, int axis, long start) {
    if (axis == array.shape().rank()) {
      return JSON.numberNode(array.getDouble(start));
    }
    ArrayNode list = JSON.arrayNode();
    for (int i = 0; i < array.shape().size(axis); i++) {
      list.add(array(array, axis + 1, start + i * array.shape().strides()[axis]));
    }
    return list;
  }

  /// Sizes as an array, with null for those not known.
  static ArrayNode sizes(int... sizes) {
    ArrayNode array = JSON.arrayNode();
    for (int size : sizes) {
      if (size == PartialShape.UNKNOWN) {
        array.addNull();
      } else {
        array.add(size);
      }
    }
    return array;
  }

  private static Category category(Record record) {
    return switch (record) {
      case Layer layer -> Category.LAYER;
      case Initializer initializer -> Category.INITIALIZER;
      case Regularizer regularizer -> Category.REGULARIZER;
      case Constraint constraint -> Category.CONSTRAINT;
      case Loss loss -> Category.LOSS;
      case Metric metric -> Category.METRIC;
      case Optimizer optimizer -> Category.OPTIMIZER;
      case Schedule schedule -> Category.SCHEDULE;
      default -> throw new IllegalArgumentException("no Keras module for " + record.getClass().getName());
    };
  }
}
