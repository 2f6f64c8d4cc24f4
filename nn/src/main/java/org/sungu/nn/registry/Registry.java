package org.sungu.nn.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A closed list of configurable classes: by Keras class name, as files name them, and by the short names that users write. A name
/// gives an entry of the list or nothing; no class is ever looked up by reflection.
public final class Registry<T> {
  /// @param defaults an instance with Keras's defaults; what Keras has no default for is a placeholder
  /// @param named the defaults under another name
  /// @param names the short names
  public record Entry<T>(String className, T defaults, Function<String, T> named, List<String> names) {
    public Entry {
      names = List.copyOf(names);
    }

    public static <T, E extends T> Entry<T> of(E defaults, BiFunction<E, String, ? extends T> rename, String... names) {
      return new Entry<>(defaults.getClass().getSimpleName(), defaults, name -> rename.apply(defaults, name), List.of(names));
    }

    /// An entry of a class whose instances have no names of their own.
    public static <T, E extends T> Entry<T> nameless(E defaults, String... names) {
      return new Entry<>(defaults.getClass().getSimpleName(), defaults, _ -> defaults, List.of(names));
    }
  }

  private final String kind;
  private final Map<String, Entry<T>> byName = new LinkedHashMap<>();
  private final Map<String, T> byClass = new LinkedHashMap<>();

  /// @param kind what the entries are, for messages, such as `loss`
  public Registry(String kind, List<Entry<T>> entries) {
    this.kind = kind;
    for (Entry<T> entry : entries) {
      byClass.put(entry.className(), entry.defaults());
      for (String name : entry.names()) {
        byName.put(name, entry);
      }
    }
  }

  /// The defaults for a short name, or for a class name.
  ///
  /// @throws IllegalArgumentException if there are none
  public T of(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  /// The same, called by the name it was found under.
  ///
  /// @throws IllegalArgumentException if there are none
  public T named(String name) {
    Entry<T> entry = byName.get(name);
    return entry == null ? of(name) : entry.named().apply(name);
  }

  /// The defaults for a Keras class name, such as `MeanSquaredError`.
  public Optional<T> ofClass(String className) {
    return Optional.ofNullable(byClass.get(className));
  }

  /// All short names.
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /// All class names.
  public List<String> classNames() {
    return new ArrayList<>(byClass.keySet());
  }

  /// The defaults for a short name or for a class name.
  public Optional<T> find(String name) {
    Entry<T> entry = byName.get(name);
    return entry == null ? ofClass(name) : Optional.of(entry.defaults());
  }

  private IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("unknown " + kind + " '" + name + "'; " + Spelling.suggestion(name, byName.isEmpty() ? byClass.keySet() : byName.keySet()));
  }
}
