package org.sungu.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sungu.graph.Input;
import org.sungu.graph.Tensor;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// The types of everything that passes between the layers of a network, found by tracing it; nothing is computed.
public final class NetworkTypes {
  /// Axes that are open besides the batch get sizes that the usual windows and poolings fit into.
  private static final int OPEN_SIZE = 64;

  /// The type of a layer's output.
  ///
  /// @param shape with the sample axis in front, and the axes that are open unknown
  /// @param elementType a Keras element type, `string` included
  public record OutputType(PartialShape shape, String elementType) {}

  private NetworkTypes() {}

  /// The types of all outputs of all layers.
  ///
  /// @throws org.sungu.graph.ShapeException if a layer does not fit the one before it
  public static Map<LayerOutput, OutputType> of(Network network) {
    // Axes on which two traces with different sizes differ are the open ones.
    Map<LayerOutput, Tensor> small = trace(network, new Weights(), 2);
    Map<LayerOutput, Tensor> large = trace(network, new Weights(), 3);
    Map<LayerOutput, OutputType> types = new LinkedHashMap<>();
    for (Application application : network.applications()) {
      for (LayerOutput output : application.outputs()) {
        if (application.layer() instanceof InputLayer input) {
          types.put(output, new OutputType(input.batchShape(), input.elementType()));
        } else {
          Tensor first = Objects.requireNonNull(small.get(output));
          Tensor second = Objects.requireNonNull(large.get(output));
          types.put(output, new OutputType(PartialShape.common(first.shape(), second.shape()), first.dtype().kerasName()));
        }
      }
    }
    return types;
  }

  /// The graph of all outputs for a batch, by which the weights become known.
  public static Map<LayerOutput, Tensor> trace(Network network, Weights weights, int batch) {
    Map<LayerOutput, Tensor> known = new LinkedHashMap<>();
    for (LayerOutput output : network.inputs()) {
      InputLayer input = (InputLayer) output.application().layer();
      if (!input.isText()) {
        known.put(output, input(input.numericType(), input.sampleShape(), batch));
        continue;
      }
      for (Application application : network.applications()) {
        if (application.layer() instanceof TextLayer encoder && application.inputs().contains(output)) {
          known.put(application.encodedInput(), input(DType.INT64, encoder.encodedShape(input.sampleShape()), batch));
        }
      }
    }
    List<LayerOutput> wanted = new ArrayList<>();
    for (Application application : network.applications()) {
      if (!(application.layer() instanceof InputLayer)) {
        wanted.addAll(application.outputs());
      }
    }
    List<Tensor> tensors = network.evaluate(new Trace(weights, false).scope(), known, wanted);
    for (int i = 0; i < wanted.size(); i++) {
      known.put(wanted.get(i), tensors.get(i));
    }
    return known;
  }

  private static Tensor input(DType dtype, PartialShape sample, int batch) {
    return Input.of("input", dtype, Shape.of(batch).append(sample.fill(OPEN_SIZE + batch).toArray()));
  }
}
