package org.sungu.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.sungu.nn.Application;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.NetworkTypes;
import org.sungu.nn.NetworkTypes.OutputType;
import org.sungu.nn.Weights;

/// The table that Keras's `summary` prints: a row per layer with output shape, number of parameters and, where the network is no
/// plain chain, the layers it reads from.
final class Summary {
  private static final List<String> COLUMNS = List.of("Layer (type)", "Output Shape", "Param #", "Connected to");
  private static final int MOST_SOURCES = 4;

  private final Model model;
  private final Network network;

  Summary(Model model) {
    this.model = model;
    this.network = model.network();
  }

  @Override
  public String toString() {
    List<List<String>> rows = rows();
    int columns = network.kind() == Network.Kind.SEQUENTIAL ? 3 : 4;
    int[] widths = new int[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      widths[i] = rows.stream().mapToInt(row -> row.get(column).length()).reduce(COLUMNS.get(i).length(), Math::max);
    }
    StringBuilder text = new StringBuilder();
    String name = network.name();
    text.append("Model: \"").append(name != null ? name : network.className().toLowerCase(Locale.ROOT)).append("\"\n");
    rule(text, "┌", "┬", "┐", widths);
    row(text, COLUMNS, widths);
    rule(text, "├", "┼", "┤", widths);
    rows.forEach(row -> row(text, row, widths));
    rule(text, "└", "┴", "┘", widths);
    totals(text);
    return text.toString();
  }

  private List<List<String>> rows() {
    Map<LayerOutput, OutputType> types = NetworkTypes.of(network);
    Map<String, Long> parameters = parametersByLayer();
    List<List<String>> rows = new ArrayList<>();
    for (Application application : network.applications()) {
      String name = network.nameOf(application);
      String shapes = application.outputs().stream()
          .map(output -> Objects.requireNonNull(types.get(output)).shape().toString())
          .collect(Collectors.joining(", "));
      String sources = sources(application);
      Long count = parameters.remove(name);
      rows.add(List.of(name + " (" + application.layer().className() + ")", shapes, grouped(count == null ? 0 : count),
          sources.isEmpty() ? "-" : sources));
    }
    return rows;
  }

  private String sources(Application application) {
    List<String> names = application.inputs().stream().map(source -> network.nameOf(source.application())).toList();
    // A table's columns all meet in one layer; its row should still fit a screen.
    return names.size() <= MOST_SOURCES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_SOURCES - 1)) + ", … (" + names.size() + " in all)";
  }

  private Map<String, Long> parametersByLayer() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Weights.Weight weight : model.weights().all()) {
      String path = weight.path();
      counts.merge(path.substring(0, path.indexOf('/')), weight.variable().shape().elementCount(), Long::sum);
    }
    return counts;
  }

  private void totals(StringBuilder text) {
    long trainable = 0;
    long frozen = 0;
    long bytes = 0;
    for (Weights.Weight weight : model.weights().all()) {
      long count = weight.variable().shape().elementCount();
      bytes += count * weight.variable().dtype().byteSize();
      if (weight.variable().isTrainable()) {
        trainable += count;
      } else {
        frozen += count;
      }
    }
    text.append(" Total params: ").append(grouped(trainable + frozen)).append(" (").append(size(bytes)).append(")\n");
    text.append(" Trainable params: ").append(grouped(trainable)).append('\n');
    text.append(" Non-trainable params: ").append(grouped(frozen)).append('\n');
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    return bytes < 1024 * 1024
        ? String.format(Locale.ROOT, "%.2f KB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.2f MB", bytes / (1024.0 * 1024));
  }

  private static void rule(StringBuilder text, String left, String middle, String right, int[] widths) {
    text.append(left);
    for (int i = 0; i < widths.length; i++) {
      text.append("─".repeat(widths[i] + 2)).append(i == widths.length - 1 ? right : middle);
    }
    text.append('\n');
  }

  private static void row(StringBuilder text, List<String> cells, int[] widths) {
    text.append('│');
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      // Numbers are read from the right.
      text.append(' ').append(i == 2 ? padding + cells.get(i) : cells.get(i) + padding).append(" │");
    }
    text.append('\n');
  }
}
