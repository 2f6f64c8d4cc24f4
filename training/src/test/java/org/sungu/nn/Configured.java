package org.sungu.nn;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.constraint.Constraints;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.Initializers;
import org.sungu.nn.layer.Layers;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.nn.regularizer.Regularizers;
import org.sungu.nn.schedule.LearningRate;
import org.sungu.nn.schedule.Schedules;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.testkit.Golden;

/// Sets a record's components from a Keras configuration. Fails on a key that the record lacks, so it also checks that the components
/// are the keys.
public final class Configured {
  private Configured() {}

  /// Keys of layers that have no component: they say how Keras computes, or stand at what is the only way here.
  private static final Set<String> WITHOUT_COMPONENT = Set.of("quantization_config", "renorm", "renorm_clipping", "renorm_momentum",
      "synchronized", "sparse", "vocabulary_size", "vocabulary_dtype", "oov_method", "salt");

  /// The layer that Keras serialized.
  public static Layer layer(Golden serialized) {
    Map<String, @Nullable Object> config = new HashMap<>(serialized.map("config"));
    Layer defaults = Layers.ALL.ofClass(serialized.text("class_name")).orElseThrow();
    List<String> components = Arrays.stream(defaults.getClass().getRecordComponents()).map(RecordComponent::getName).toList();
    config.keySet().removeIf(key -> WITHOUT_COMPONENT.contains(key) && components.stream().noneMatch(key.replace("_", "")::equalsIgnoreCase));
    return of(defaults, config);
  }

  /// The object that Keras serialized.
  public static <R> R serialized(Registry<R> known, Golden serialized) {
    return of(known.ofClass(serialized.text("class_name")).orElseThrow(), serialized.map("config"));
  }

  @SuppressWarnings("unchecked")
  public static <R> R of(R defaults, Map<String, ? extends @Nullable Object> config) {
    Map<String, @Nullable Object> left = new HashMap<>();
    config.forEach((key, value) -> left.put(key.replace("_", "").toLowerCase(Locale.ROOT), value));
    R result = (R) with((Record) defaults, left);
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(defaults.getClass().getSimpleName() + " has no component for " + left);
    }
    return result;
  }

  private static Record with(Record defaults, Map<String, @Nullable Object> config) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        Object current = components[i].getAccessor().invoke(defaults);
        String key = components[i].getName().toLowerCase(Locale.ROOT);
        if (current instanceof ConfigGroup) {
          values[i] = with((Record) current, config);
        } else {
          values[i] = config.containsKey(key) ? converted(components[i], config.remove(key)) : current;
        }
      }
      Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return defaults.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(config.toString(), e);
    }
  }

  private static @Nullable Object converted(RecordComponent component, @Nullable Object value) {
    Class<?> type = component.getType();
    if (value == null) {
      return null;
    }
    if (type == List.class) {
      Type element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
      return element == Double.class ? doubles(value) : items(value).map(item -> number(item, element)).toList();
    }
    if (type == LearningRate.class) {
      return value instanceof Map<?, ?> ? serialized(Schedules.ALL, value) : LearningRate.of(((Number) value).doubleValue());
    }
    if (type == Activation.class) {
      return Activation.ofKerasName((String) value);
    }
    if (type == DTypePolicy.class) {
      Object name = value instanceof Map<?, ?> policy ? get((Map<?, ?>) get(policy, "config"), "name") : value;
      return DTypePolicy.valueOf(((String) name).toUpperCase(Locale.ROOT));
    }
    if (type == PartialShape.class) {
      return new PartialShape(items(value).map(size -> size instanceof Integer known ? known : PartialShape.UNKNOWN).toList());
    }
    if (type == NDArray.class) {
      return array(value);
    }
    if (type == Layer.class) {
      return serialized(Layers.ALL, value);
    }
    if (type == Initializer.class) {
      return serialized(Initializers.ALL, value);
    }
    if (type == Regularizer.class) {
      return serialized(Regularizers.ALL, value);
    }
    if (type == Constraint.class) {
      return serialized(Constraints.ALL, value);
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(value.toString())).findFirst().orElseThrow();
    }
    return number(value, type);
  }

  private static Stream<?> items(Object value) {
    return value instanceof List<?> list ? list.stream() : Stream.of(value);
  }

  private static Object number(Object value, Type type) {
    if (!(value instanceof Number number)) {
      return value;
    }
    if (type == double.class || type == Double.class) {
      return number.doubleValue();
    }
    return type == Long.class ? (Object) number.longValue() : number;
  }

  private static NDArray array(Object value) {
    if (value instanceof Number number) {
      return NDArray.of(Shape.SCALAR, number.doubleValue());
    }
    List<NDArray> parts = items(value).map(Configured::array).toList();
    double[] all = parts.stream().flatMapToDouble(part -> Arrays.stream(part.toDoubles())).toArray();
    return NDArray.of(Shape.of(parts.size()).append(parts.getFirst().shape().toArray()), all);
  }

  @SuppressWarnings("unchecked")
  private static <R> R serialized(Registry<R> known, Object object) {
    Map<?, ?> serialized = (Map<?, ?>) object;
    R defaults = known.ofClass((String) get(serialized, "class_name")).orElseThrow();
    return of(defaults, (Map<String, @Nullable Object>) get(serialized, "config"));
  }

  private static List<Double> doubles(Object value) {
    return switch (value) {
      case Number number -> List.of(number.doubleValue());
      case List<?> list -> list.stream().map(item -> ((Number) item).doubleValue()).toList();
      case Map<?, ?> tensor -> doubles(get((Map<?, ?>) get(tensor, "config"), "value"));
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  private static Object get(Map<?, ?> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }
}
