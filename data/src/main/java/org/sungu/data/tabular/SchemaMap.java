package org.sungu.data.tabular;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sungu.data.DataException;

/// A [TabularSchema] as nested maps, lists, strings, numbers and booleans: what JSON can hold, without a JSON library.
final class SchemaMap {
  private static final String KIND = "kind";

  private final Map<?, ?> map;
  private final String place;

  private SchemaMap(Map<?, ?> map, String place) {
    this.map = map;
    this.place = place;
  }

  static Map<String, Object> of(TabularSchema schema) {
    var map = new LinkedHashMap<String, Object>();
    map.put("header", schema.header());
    map.put("columns", schema.columns());
    map.put("features", schema.features().stream().map(SchemaMap::of).toList());
    map.put("target", of(schema.target()));
    map.put(
        "dropped",
        schema.dropped().stream().map(drop -> Map.of("column", drop.column(), "reason", drop.reason())).toList());
    return map;
  }

  private static Map<String, Object> of(Feature feature) {
    var map = new LinkedHashMap<String, Object>();
    map.put(KIND, feature instanceof NumericFeature ? "numeric" : "categorical");
    map.put("column", feature.column());
    map.put("input", feature.input());
    switch (feature) {
      case NumericFeature numeric -> {
        switch (numeric.reading()) {
          case NumberFormat format -> map.put("format", name(format));
          case DatePart(DatePattern pattern, DatePart.Part part) -> {
            map.put("date", name(pattern));
            map.put("part", name(part));
          }
        }
        map.put("other_missing", numeric.otherMissing());
        map.put("mean", numeric.mean());
        map.put("variance", numeric.variance());
        map.put("minimum", numeric.minimum());
        map.put("maximum", numeric.maximum());
        map.put("has_missing", numeric.hasMissing());
      }
      case CategoricalFeature categorical -> {
        map.put("vocabulary", categorical.vocabulary());
        map.put("rare", categorical.rare());
        map.put("ignores_case", categorical.ignoresCase());
      }
    }
    return map;
  }

  private static Map<String, Object> of(TargetColumn target) {
    var map = new LinkedHashMap<String, Object>();
    map.put("column", target.column());
    map.put("task", name(target.task()));
    map.put("classes", target.classes());
    map.put("format", name(target.format()));
    map.put("numeric_classes", target.numericClasses());
    map.put("ignores_case", target.ignoresCase());
    map.put("mean", target.mean());
    map.put("variance", target.variance());
    return map;
  }

  static TabularSchema schema(Map<?, ?> map) {
    var reader = new SchemaMap(map, "");
    return new TabularSchema(
        reader.flag("header"),
        reader.strings("columns"),
        reader.objects("features", SchemaMap::feature),
        target(reader.object("target")),
        reader.objects("dropped", drop -> new TabularSchema.DroppedColumn(drop.string("column"), drop.string("reason"))));
  }

  private static Feature feature(SchemaMap map) {
    String column = map.string("column");
    String input = map.string("input");
    return switch (map.string(KIND)) {
      case "numeric" ->
          new NumericFeature(
              column,
              input,
              map.map.containsKey("date")
                  ? new DatePart(map.constant("date", DatePattern.class), map.constant("part", DatePart.Part.class))
                  : map.constant("format", NumberFormat.class),
              map.strings("other_missing"),
              map.number("mean"),
              map.number("variance"),
              map.number("minimum"),
              map.number("maximum"),
              map.flag("has_missing"));
      case "categorical" ->
          new CategoricalFeature(column, input, map.strings("vocabulary"), map.strings("rare"), map.flag("ignores_case"));
      default -> throw map.damaged(KIND, map.map.get(KIND), "numeric or categorical");
    };
  }

  private static TargetColumn target(SchemaMap map) {
    return new TargetColumn(
        map.string("column"),
        map.constant("task", Task.class),
        map.strings("classes"),
        map.constant("format", NumberFormat.class),
        map.flag("numeric_classes"),
        map.flag("ignores_case"),
        map.number("mean"),
        map.number("variance"));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private <E extends Enum<E>> E constant(String key, Class<E> type) {
    String text = string(key);
    for (E constant : type.getEnumConstants()) {
      if (name(constant).equals(text)) {
        return constant;
      }
    }
    throw damaged(key, text, "the name of a " + type.getSimpleName());
  }

  private String string(String key) {
    return checked(key, map.get(key), String.class, "a text");
  }

  private boolean flag(String key) {
    return checked(key, map.get(key), Boolean.class, "true or false");
  }

  private double number(String key) {
    return checked(key, map.get(key), Number.class, "a number").doubleValue();
  }

  private SchemaMap object(String key) {
    return new SchemaMap(checked(key, map.get(key), Map.class, "an object"), inside(key));
  }

  private List<String> strings(String key) {
    var texts = new ArrayList<String>();
    for (Object element : list(key)) {
      texts.add(checked(key, element, String.class, "a list of texts"));
    }
    return texts;
  }

  private <T> List<T> objects(String key, Function<SchemaMap, T> read) {
    var objects = new ArrayList<T>();
    for (Object element : list(key)) {
      Map<?, ?> object = checked(key, element, Map.class, "a list of objects");
      objects.add(read.apply(new SchemaMap(object, inside(key) + "[" + objects.size() + "]")));
    }
    return objects;
  }

  private List<?> list(String key) {
    return checked(key, map.get(key), List.class, "a list");
  }

  private <T> T checked(String key, @Nullable Object value, Class<T> type, String expected) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw damaged(key, value, expected);
  }

  private String inside(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }

  private DataException damaged(String key, @Nullable Object got, String expected) {
    return new DataException(
        "the model's table schema is damaged: '" + inside(key) + "' is " + got + "; expected " + expected + ": train the model again");
  }
}
