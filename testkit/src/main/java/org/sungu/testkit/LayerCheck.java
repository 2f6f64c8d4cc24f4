package org.sungu.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.sungu.backend.Backend;
import org.sungu.backend.Executable;
import org.sungu.backend.VariableStore;
import org.sungu.gradient.Gradient;
import org.sungu.graph.Constant;
import org.sungu.graph.Input;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;
import org.sungu.nn.Call;
import org.sungu.nn.Layer;
import org.sungu.nn.Scope;
import org.sungu.nn.Trace;
import org.sungu.nn.Weights;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;

/// Runs one layer: what it returns, how that changes with its inputs and weights, and what it leaves behind.
///
/// @param outputs what the layer returned
/// @param inputGradients the gradient of `Σ direction·output` with respect to each input; for integer inputs zeros
/// @param weightGradients the same with respect to each trainable weight, by name
/// @param states the values of all states afterwards, by name
/// @param losses penalties that the layer added, then those of its weights' regularizers
public record LayerCheck(
    List<NDArray> outputs,
    List<NDArray> inputGradients,
    Map<String, NDArray> weightGradients,
    Map<String, NDArray> states,
    List<NDArray> losses) {
  private static final String NAME = "layer";

  /// Runs a layer with the given weights; those not given take the first values of their initializers.
  ///
  /// @param weights values by name, such as `kernel`
  /// @param direction shaped as the first output; what the gradients are taken of
  public static LayerCheck run(Backend backend, Layer layer, boolean training, List<NDArray> inputs, Map<String, NDArray> weights,
      NDArray direction) {
    return run(backend, layer, training, inputs, List.of(), Call.PLAIN, weights, direction);
  }

  /// The same with a mask for each input, an empty one for none, and with what the layer is called with besides.
  public static LayerCheck run(Backend backend, Layer layer, boolean training, List<NDArray> inputs, List<NDArray> masks, Call call,
      Map<String, NDArray> weights, NDArray direction) {
    Run run = new Run(layer, training, inputs, masks, call);
    Tensor output = run.outputs.getFirst();
    Tensor total = ReduceSum.of(output.cast(DType.FLOAT64).times(Constant.of(direction.cast(DType.FLOAT64))));
    return run.on(backend, weights, total);
  }

  /// Runs a layer forward only, where outputs have no gradient.
  public static LayerCheck forward(Backend backend, Layer layer, boolean training, List<NDArray> inputs, Map<String, NDArray> weights) {
    return new Run(layer, training, inputs, List.of(), Call.PLAIN).on(backend, weights, Constant.scalar(DType.FLOAT64, 0));
  }

  private static final class Run {
    private final Weights weights = new Weights();
    private final Trace trace;
    private final List<NDArray> values;
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Tensor> outputs;

    Run(Layer layer, boolean training, List<NDArray> values, List<NDArray> masks, Call call) {
      this.trace = new Trace(weights, training);
      this.values = values;
      for (NDArray value : values) {
        inputs.add(Input.of("input" + inputs.size(), value.dtype(), value.shape()));
      }
      Scope scope = trace.scope().child(NAME, layer.trainable(), call);
      for (int i = 0; i < masks.size(); i++) {
        if (masks.get(i).elementCount() > 0) {
          scope.setMask(inputs.get(i), Constant.of(masks.get(i)));
        }
      }
      this.outputs = layer.apply(scope, inputs);
    }

    LayerCheck on(Backend backend, Map<String, NDArray> given, Tensor total) {
      List<Variable> learned = variables(true);
      List<Variable> kept = variables(false);
      List<Tensor> losses = trace.losses();
      List<Tensor> targets = new ArrayList<>(inputs);
      learned.forEach(variable -> targets.add(trace.read(variable)));
      List<Tensor> all = new ArrayList<>(outputs);
      all.addAll(Gradient.of(total, targets));
      all.addAll(losses);
      try (VariableStore store = backend.newStore()) {
        store.put(weights.seed(), NDArray.scalar(DType.INT64, 1));
        store.put(weights.counter(), NDArray.scalar(DType.INT64, 0));
        weights.all().forEach(weight -> store.put(weight.variable(), value(weight, given)));
        try (Executable executable = backend.compile(Program.of(inputs, all, trace.updates()), store)) {
          List<NDArray> results = executable.run(values);
          int gradients = outputs.size();
          int learnedFrom = gradients + inputs.size();
          int lossesFrom = learnedFrom + learned.size();
          Map<String, NDArray> weightGradients = new LinkedHashMap<>();
          for (int i = 0; i < learned.size(); i++) {
            weightGradients.put(name(learned.get(i)), results.get(learnedFrom + i));
          }
          Map<String, NDArray> states = new LinkedHashMap<>();
          kept.forEach(variable -> states.put(name(variable), store.get(variable)));
          return new LayerCheck(results.subList(0, gradients), results.subList(gradients, learnedFrom), weightGradients, states,
              results.subList(lossesFrom, results.size()));
        }
      }
    }

    private List<Variable> variables(boolean trainable) {
      return trace.used().stream().map(Weights.Weight::variable).filter(variable -> variable.isTrainable() == trainable).toList();
    }

    private static NDArray value(Weights.Weight weight, Map<String, NDArray> given) {
      Variable variable = weight.variable();
      NDArray value = given.get(name(variable));
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
      return value != null ? value : weight.initializer().create(variable.type().dtype(), variable.type().shape(), random);
    }

    private static String name(Variable variable) {
      return variable.name().substring(NAME.length() + 1);
    }
  }
}
