package org.sungu.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Numbers that real Keras computed, one file for each family (`losses`, `optimizers`, …). `tools/keras-goldens/README.md` describes
/// the files and makes them.
public final class Goldens {
  private final List<Golden> cases;

  private Goldens(List<Golden> cases) {
    this.cases = cases;
  }

  /// @throws IllegalArgumentException if there is no such family
  public static Goldens family(String family) {
    String path = "goldens/" + family + ".json";
    try (InputStream stream = Goldens.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalArgumentException("no golden numbers for '" + family + "'; expected the resource org/sungu/testkit/" + path);
      }
      JsonNode root = JsonMapper.shared().readTree(stream.readAllBytes());
      return new Goldens(root.get("cases").valueStream().map(node -> new Golden(family, node)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The cases in the order of the file.
  public List<Golden> cases() {
    return cases;
  }

  /// The case of that name.
  ///
  /// @throws IllegalArgumentException if there is none
  public Golden named(String name) {
    return cases.stream()
        .filter(golden -> golden.text("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no golden case named '" + name + "'"));
  }
}
