package org.sungu.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sungu.backend.Backend;
import org.sungu.data.tabular.TabularSchema;
import org.sungu.format.keras.KerasFile;
import org.sungu.training.Model;
import tools.jackson.databind.json.JsonMapper;

/// A model together with the table it was trained with. What the model must know about the table travels in the file's metadata,
/// which Keras keeps but does not look at.
///
/// @param schema empty for models that were not trained with a table
record TableModel(Model model, Optional<TabularSchema> schema) implements AutoCloseable {
  private static final String TABLE = "sungu_table";
  private static final JsonMapper JSON = JsonMapper.shared();

  static void write(Model model, TabularSchema schema, Path path) {
    KerasFile.write(model, path, Map.of(TABLE, JSON.writeValueAsString(schema.toMap())));
  }

  static TableModel read(Path path, Backend backend, long seed) {
    return of(KerasFile.read(path, backend, seed));
  }

  /// Without what the model was compiled for.
  static TableModel readToPredict(Path path, Backend backend) {
    return of(KerasFile.readToPredict(path, backend));
  }

  private static TableModel of(KerasFile.Loaded loaded) {
    String table = loaded.metadata().get(TABLE);
    return new TableModel(loaded.model(), table == null ? Optional.empty() : Optional.of(TabularSchema.ofMap(JSON.readValue(table, Map.class))));
  }

  @Override
  public void close() {
    model.close();
  }
}
