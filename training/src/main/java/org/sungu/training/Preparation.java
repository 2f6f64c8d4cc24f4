package org.sungu.training;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sungu.nn.Application;
import org.sungu.nn.InputLayer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.TextLayer;
import org.sungu.tensor.HostArray;
import org.sungu.tensor.NDArray;

/// How data get into a network: which inputs it has, and how far its first layers only prepare data.
///
/// Layers that have nothing to learn and do the same in every step, with nothing but such layers before them, are the
/// network's preparation. Training computes their results once; the programs start behind them, at the frontier.
final class Preparation {
  private final List<Feed> feeds;
  private final List<LayerOutput> frontier;

  Preparation(Network network) {
    this.feeds = feeds(network);
    this.frontier = frontier(network);
  }

  /// Every place where data enter, in the order of the inputs.
  List<Feed> feeds() {
    return feeds;
  }

  /// What the learning part of the network reads.
  List<LayerOutput> frontier() {
    return frontier;
  }

  /// Whether there is anything to compute ahead of training.
  boolean hasWork() {
    Set<LayerOutput> fed = new LinkedHashSet<>();
    feeds.forEach(feed -> fed.add(feed.target()));
    return !fed.containsAll(frontier);
  }

  /// The numbers to feed, in the order of the feeds.
  List<NDArray> encode(Map<String, ? extends HostArray> data) {
    List<NDArray> encoded = new ArrayList<>();
    int samples = -1;
    for (Feed feed : feeds) {
      NDArray array = feed.encode(data);
      int count = array.shape().size(0);
      if (samples >= 0 && count != samples) {
        throw new IllegalArgumentException("input '" + feed.name() + "' has " + count + " samples; expected " + samples + " as the inputs before it");
      }
      samples = count;
      encoded.add(array);
    }
    return encoded;
  }

  private static List<Feed> feeds(Network network) {
    List<Feed> feeds = new ArrayList<>();
    for (LayerOutput output : network.inputs()) {
      InputLayer input = (InputLayer) output.application().layer();
      String name = network.nameOf(output.application());
      if (!input.isText()) {
        feeds.add(new Feed(name, input, output, null));
        continue;
      }
      for (Application application : network.applications()) {
        if (application.inputs().contains(output)) {
          if (!(application.layer() instanceof TextLayer encoder)) {
            throw new IllegalArgumentException("layer '" + network.nameOf(application) + "' (" + application.layer().className()
                + ") reads text input '" + name + "'; expected a layer that accepts text, such as StringLookup");
          }
          feeds.add(new Feed(name, input, application.encodedInput(), encoder));
        }
      }
    }
    return feeds;
  }

  private List<LayerOutput> frontier(Network network) {
    Set<LayerOutput> prepared = new LinkedHashSet<>();
    feeds.forEach(feed -> prepared.add(feed.target()));
    Set<LayerOutput> frontier = new LinkedHashSet<>();
    for (Application application : network.applications()) {
      boolean isInput = application.layer() instanceof InputLayer;
      boolean encoded = prepared.contains(application.encodedInput());
      boolean ready = encoded || prepared.containsAll(application.inputs());
      boolean prepares = isInput || (ready && application.layer().isPreprocessing());
      if (prepares && !isInput) {
        prepared.addAll(application.outputs());
      } else if (encoded) {
        frontier.add(application.encodedInput());
      } else if (!isInput) {
        application.inputs().stream().filter(prepared::contains).forEach(frontier::add);
      }
    }
    network.outputs().stream().filter(prepared::contains).forEach(frontier::add);
    return List.copyOf(frontier);
  }
}
