package org.sungu.nn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sungu.nn.Layer;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.constraint.Constraints;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.initializer.Initializers;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.nn.regularizer.Regularizers;
import org.sungu.nn.registry.Registry;

/// Nothing that files may name is missing from the registries.
class LayersTest {
  @Test
  void everyLayerHasAnEntry() throws IOException, URISyntaxException {
    assertComplete(Layer.class, Layers.ALL, type -> type.getPackageName().startsWith("org.sungu.nn.layer."));
  }

  @Test
  void everyInitializerHasAnEntry() throws IOException, URISyntaxException {
    assertComplete(Initializer.class, Initializers.ALL, _ -> true);
  }

  @Test
  void everyRegularizerHasAnEntry() throws IOException, URISyntaxException {
    assertComplete(Regularizer.class, Regularizers.ALL, _ -> true);
  }

  @Test
  void everyConstraintHasAnEntry() throws IOException, URISyntaxException {
    assertComplete(Constraint.class, Constraints.ALL, _ -> true);
  }

  private static <T> void assertComplete(Class<T> kind, Registry<T> registry, Predicate<Class<?>> counts) throws IOException, URISyntaxException {
    Set<String> listed = new TreeSet<>();
    registry.classNames().forEach(name -> listed.add(registry.ofClass(name).orElseThrow().getClass().getName()));
    Set<String> found = new TreeSet<>();
    for (Class<?> type : classesOfNetworks()) {
      if (type.isRecord() && kind.isAssignableFrom(type) && counts.test(type)) {
        found.add(type.getName());
      }
    }
    assertFalse(found.isEmpty());
    assertEquals(found, listed, "add a row to the registry");
  }

  private static List<Class<?>> classesOfNetworks() throws IOException, URISyntaxException {
    URI place = Layer.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    if (place.getPath().endsWith(".jar")) {
      try (FileSystem jar = FileSystems.newFileSystem(Path.of(place))) {
        return classes(jar.getPath("/"));
      }
    }
    return classes(Path.of(place));
  }

  private static List<Class<?>> classes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("org/sungu/nn"))) {
      return files.map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("-info"))
          .<Class<?>>map(name -> type(name.substring(0, name.length() - ".class".length()).replace('/', '.').replace('\\', '.')))
          .toList();
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, LayersTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void requiredKeysAreComponents() {
    for (String name : Layers.ALL.classNames()) {
      Layer layer = Layers.ALL.ofClass(name).orElseThrow();
      List<String> components = Arrays.stream(layer.getClass().getRecordComponents()).map(component -> component.getName()).toList();
      assertTrue(components.containsAll(Layers.required(layer)), name);
    }
  }

  @Test
  void classNamesAreThoseOfKeras() {
    assertEquals(Map.of("ActivationLayer", "Activation", "IsNaN", "Isnan"), renamed());
  }

  private static Map<String, String> renamed() {
    Map<String, String> renamed = new HashMap<>();
    for (String name : Layers.ALL.classNames()) {
      String own = Layers.ALL.ofClass(name).orElseThrow().getClass().getSimpleName();
      if (!own.equals(name)) {
        renamed.put(own, name);
      }
    }
    return renamed;
  }

  @Test
  void unknownLayerSuggestsNearOnes() {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> Layers.ALL.of("BatchNormalisation"));
    assertEquals("unknown layer 'BatchNormalisation'; did you mean BatchNormalization?", error.getMessage());
  }
}
