package org.sungu.format.keras;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.sungu.format.AtomicFile;
import org.sungu.format.FormatException;
import org.sungu.format.h5.Hdf5;
import org.sungu.format.zip.ZipContainer;
import org.sungu.format.zip.ZipWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The content of a `.keras` file: a ZIP of `metadata.json`, `config.json`, `model.weights.h5` and, where layers have files of
/// their own such as vocabularies, `assets/…`.
///
/// What the config means is not looked at here.
///
/// @param config the model's configuration, a JSON object with `class_name` and `config`
/// @param metadata such as `keras_version`; empty where the file has none
/// @param weights the weights by path
/// @param assets by path below `assets/`
///
/// Source: <https://keras.io/api/models/model_saving_apis/>, Keras 3.15.1.
public record KerasArchive(
    JsonNode config, Map<String, String> metadata, WeightTree weights, SequencedMap<String, byte[]> assets) {
  /// The Keras version whose format is written.
  public static final String KERAS_VERSION = "3.15.1";

  private static final String METADATA = "metadata.json";
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS_H5 = "model.weights.h5";
  private static final String WEIGHTS_NPZ = "model.weights.npz";
  private static final String ASSETS = "assets/";
  private static final String KIND = "a .keras model (a ZIP of config.json and model.weights.h5)";

  /// Python writes NaN and Infinity into JSON, bare, and reads them so.
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
      .build();

  public KerasArchive {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    assets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(assets));
  }

  /// What Keras writes into `metadata.json` for a model saved at that time.
  public static Map<String, String> metadata(LocalDateTime saved) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("keras_version", KERAS_VERSION);
    metadata.put("date_saved", saved.format(DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss", Locale.ROOT)));
    return metadata;
  }

  /// Reads a file, whatever the order and compression of its members.
  ///
  /// @throws FormatException if there is no such file, or it is damaged or no `.keras` file
  public static KerasArchive read(Path path) {
    if (Hdf5.isHdf5(path)) {
      throw new FormatException(
          path + " is an HDF5 file whatever its name; expected " + KIND + ". Rename it to .h5, or save it again from Keras 3 as .keras");
    }
    try (ZipContainer zip = ZipContainer.open(path, KIND)) {
      if (!zip.contains(CONFIG)) {
        throw new FormatException(
            path + " has no " + CONFIG + "; expected " + KIND + ". It has: " + String.join(", ", zip.names()));
      }
      JsonNode config = json(zip, CONFIG, path);
      Map<String, String> metadata = new LinkedHashMap<>();
      if (zip.contains(METADATA)) {
        json(zip, METADATA, path).properties().forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString("")));
      }
      return new KerasArchive(config, metadata, weights(zip, path), assets(zip));
    }
  }

  private static JsonNode json(ZipContainer zip, String member, Path path) {
    try {
      JsonNode node = JSON.readTree(zip.read(member).toArray(ValueLayout.JAVA_BYTE));
      if (node.isObject()) {
        return node;
      }
      throw new FormatException(member + " in " + path + " is no JSON object; expected one. Save the model again");
    } catch (JacksonException e) {
      throw new FormatException(
          member + " in " + path + " is no valid JSON (" + e.getOriginalMessage() + "); expected a JSON object. Save the model again", e);
    }
  }

  private static WeightTree weights(ZipContainer zip, Path path) {
    if (zip.contains(WEIGHTS_H5)) {
      return WeightTree.of(Hdf5.read(WEIGHTS_H5 + " in " + path, zip.read(WEIGHTS_H5)));
    }
    if (zip.contains(WEIGHTS_NPZ)) {
      throw new FormatException(
          path + " keeps its weights in " + WEIGHTS_NPZ + " as pickled Python objects, which Keras 3.15 does not load either;"
              + " expected " + WEIGHTS_H5 + ". Load it with the Keras version that wrote it and save it as .keras again");
    }
    throw new FormatException(
        path + " has no " + WEIGHTS_H5 + "; expected " + KIND + ". It has: " + String.join(", ", zip.names()));
  }

  private static SequencedMap<String, byte[]> assets(ZipContainer zip) {
    SequencedMap<String, byte[]> assets = new LinkedHashMap<>();
    for (String name : zip.names()) {
      if (name.startsWith(ASSETS)) {
        assets.put(name.substring(ASSETS.length()), zip.read(name).toArray(ValueLayout.JAVA_BYTE));
      }
    }
    return assets;
  }

  /// Writes the file that Keras reads, atomically. Equal archives give equal bytes.
  ///
  /// @throws FormatException if the file cannot be written
  public void write(Path path) {
    List<MemorySegment> weightFile = Hdf5.encode(weights.toHdf5());
    AtomicFile.write(path, out -> {
      try (ZipWriter zip = new ZipWriter(out)) {
        zip.add(METADATA, JSON.writeValueAsString(metadata).getBytes(StandardCharsets.UTF_8));
        zip.add(CONFIG, JSON.writeValueAsString(config).getBytes(StandardCharsets.UTF_8));
        zip.add(WEIGHTS_H5, weightFile);
        for (Map.Entry<String, byte[]> asset : assets.entrySet()) {
          zip.add(ASSETS + asset.getKey(), asset.getValue());
        }
      }
    });
  }
}
