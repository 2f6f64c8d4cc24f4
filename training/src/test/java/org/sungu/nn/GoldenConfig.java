package org.sungu.nn;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.constraint.Constraints;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.Initializers;
import org.sungu.nn.layer.Layers;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.nn.regularizer.Regularizers;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;
import org.sungu.testkit.Golden;

/// Builds records from the configurations in golden files: every key that names a component, the rest as in the defaults.
public final class GoldenConfig {
  private GoldenConfig() {}

  /// The layer in the field `layer`.
  public static Layer layer(Golden golden) {
    return read(golden.map("layer"), Layers.ALL);
  }

  public static <T> T read(Map<String, @Nullable Object> serialized, Registry<T> registry) {
    String className = (String) Objects.requireNonNull(serialized.get("class_name"));
    T defaults = registry.ofClass(className).orElseThrow(() -> new AssertionError("no " + className + " in the registry"));
    return withConfig(defaults, config(serialized));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> config(Map<String, @Nullable Object> serialized) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(serialized.get("config"));
  }

  @SuppressWarnings("unchecked")
  private static <T> T withConfig(T defaults, Map<String, @Nullable Object> config) {
    try {
      RecordComponent[] components = defaults.getClass().getRecordComponents();
      @Nullable Object[] arguments = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        String key = snakeCase(components[i].getName());
        arguments[i] = config.containsKey(key)
            ? convert(config.get(key), components[i])
            : components[i].getAccessor().invoke(defaults);
      }
      Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = defaults.getClass().getDeclaredConstructor(types);
      return (T) constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e.getCause() == null ? e : e.getCause());
    }
  }

  static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Object convert(@Nullable Object json, RecordComponent component) {
    Class<?> type = component.getType();
    if (json == null) {
      return null;
    }
    if (type == List.class) {
      Class<?> element = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
      List<?> items = json instanceof List<?> list ? list : List.of(json);
      return items.stream().map(item -> scalar(item, element)).toList();
    }
    if (type == PartialShape.class) {
      return new PartialShape(((List<?>) json).stream().map(size -> size == null ? PartialShape.UNKNOWN : (int) size).toList());
    }
    if (type == NDArray.class) {
      return array(json);
    }
    if (type == DTypePolicy.class) {
      Object name = json instanceof Map<?, ?> policy ? ((Map<?, ?>) Objects.requireNonNull(policy.get("config"))).get("name") : json;
      return DTypePolicy.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT));
    }
    if (type == Activation.class) {
      return Activation.ofKerasName((String) json);
    }
    if (type == Initializer.class) {
      return read((Map<String, @Nullable Object>) json, Initializers.ALL);
    }
    if (type == Regularizer.class) {
      return read((Map<String, @Nullable Object>) json, Regularizers.ALL);
    }
    if (type == Constraint.class) {
      return read((Map<String, @Nullable Object>) json, Constraints.ALL);
    }
    return type.isEnum() ? Enum.valueOf((Class) type, ((String) json).toUpperCase(Locale.ROOT)) : scalar(json, type);
  }

  private static Object scalar(Object json, Class<?> type) {
    if (json instanceof Number number) {
      if (type == int.class || type == Integer.class) {
        return number.intValue();
      }
      if (type == long.class || type == Long.class) {
        return number.longValue();
      }
      return number.doubleValue();
    }
    return json;
  }

  private static NDArray array(Object json) {
    if (json instanceof Number number) {
      return NDArray.of(Shape.SCALAR, number.doubleValue());
    }
    List<NDArray> parts = new ArrayList<>();
    ((List<?>) json).forEach(item -> parts.add(array(item)));
    double[] all = parts.stream().flatMapToDouble(part -> Arrays.stream(part.toDoubles())).toArray();
    Shape inner = parts.getFirst().shape();
    return NDArray.of(Shape.of(parts.size()).append(inner.toArray()), all);
  }
}
