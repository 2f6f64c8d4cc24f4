package org.sungu.nn;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.schedule.LearningRate;
import org.sungu.nn.schedule.Schedule;
import org.sungu.nn.schedule.Schedules;
import org.sungu.testkit.Golden;

/// Sets a record's components from a Keras configuration. Fails on a key that the record lacks, so it also checks that the components
/// are the keys.
public final class Configured {
  private Configured() {}

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
          values[i] = config.containsKey(key) ? converted(components[i].getType(), config.remove(key)) : current;
        }
      }
      Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return defaults.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(config.toString(), e);
    }
  }

  private static @Nullable Object converted(Class<?> type, @Nullable Object value) {
    if (type == double.class || type == Double.class) {
      return value == null ? null : ((Number) value).doubleValue();
    }
    if (type == List.class) {
      return value == null ? null : doubles(value);
    }
    if (type == LearningRate.class && value != null) {
      return value instanceof Map<?, ?> serialized ? schedule(serialized) : LearningRate.of(((Number) value).doubleValue());
    }
    if (type.isEnum() && value != null) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(value.toString())).findFirst().orElseThrow();
    }
    return value;
  }

  private static List<Double> doubles(Object value) {
    return switch (value) {
      case Number number -> List.of(number.doubleValue());
      case List<?> list -> list.stream().map(item -> ((Number) item).doubleValue()).toList();
      case Map<?, ?> tensor -> doubles(get((Map<?, ?>) get(tensor, "config"), "value"));
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  @SuppressWarnings("unchecked")
  private static Schedule schedule(Map<?, ?> serialized) {
    Schedule defaults = Schedules.ALL.ofClass((String) get(serialized, "class_name")).orElseThrow();
    return of(defaults, (Map<String, @Nullable Object>) get(serialized, "config"));
  }

  private static Object get(Map<?, ?> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }
}
