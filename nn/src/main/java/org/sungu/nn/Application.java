package org.sungu.nn;

import java.util.ArrayList;
import java.util.List;

/// One use of a [Layer] on outputs of other layers. Compared by identity.
public final class Application {
  private final Layer layer;
  private final List<LayerOutput> inputs;
  private final Call call;
  private final List<LayerOutput> outputs;
  private final LayerOutput encodedInput;

  Application(Layer layer, List<LayerOutput> inputs, Call call) {
    if (call.keywords().size() > inputs.size()) {
      throw new IllegalArgumentException("a call names " + call.keywords() + " but has " + inputs.size() + " inputs; expected an input for each name");
    }
    this.layer = layer;
    this.inputs = List.copyOf(inputs);
    this.call = call;
    List<LayerOutput> results = new ArrayList<>();
    for (int i = 0; i < layer.outputCount(); i++) {
      results.add(new LayerOutput(this, i));
    }
    this.outputs = List.copyOf(results);
    this.encodedInput = new LayerOutput(this, -1);
  }

  /// Stands for the text input of a [TextLayer] once it has been encoded on the host.
  public LayerOutput encodedInput() {
    return encodedInput;
  }

  public Layer layer() {
    return layer;
  }

  public List<LayerOutput> inputs() {
    return inputs;
  }

  public Call call() {
    return call;
  }

  public List<LayerOutput> outputs() {
    return outputs;
  }
}
