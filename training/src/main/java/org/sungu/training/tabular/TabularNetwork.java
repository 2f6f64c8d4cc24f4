package org.sungu.training.tabular;

import java.util.ArrayList;
import java.util.List;
import org.sungu.data.tabular.CategoricalFeature;
import org.sungu.data.tabular.NumericFeature;
import org.sungu.data.tabular.TabularSchema;
import org.sungu.data.tabular.TargetColumn;
import org.sungu.nn.InputLayer;
import org.sungu.nn.LayerOutput;
import org.sungu.nn.Network;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.merging.Concatenate;
import org.sungu.nn.layer.operation.Cast;
import org.sungu.nn.layer.operation.IsNaN;
import org.sungu.nn.layer.operation.NanToNum;
import org.sungu.nn.layer.preprocessing.Normalization;
import org.sungu.nn.layer.preprocessing.OutputMode;
import org.sungu.nn.layer.preprocessing.Rescaling;
import org.sungu.nn.layer.preprocessing.StringLookup;
import org.sungu.nn.layer.regularization.Dropout;
import org.sungu.tensor.DType;

/// Builds the network for a table: one input per column as it stands in the file, the preparation as Keras preprocessing layers, then
/// dense layers. So whoever has the saved model has the preparation, too.
///
/// Numbers are brought to mean 0 and variance 1; a missing one becomes the mean and sets an indicator of its own. Texts become one
/// column per known value and one for all others. The target decides the output: sigmoid for two classes, softmax for more; for
/// numbers a linear unit whose result is scaled to the target's mean and variance.
///
/// @param hidden units of each hidden layer; empty for a linear model
/// @param dropout the share of units that each hidden layer drops in training; 0 for none
public record TabularNetwork(List<Integer> hidden, Activation activation, double dropout) {
  public TabularNetwork {
    hidden = List.copyOf(hidden);
  }

  /// A model without hidden layers: logistic, softmax or linear regression.
  public static TabularNetwork linear() {
    return new TabularNetwork(List.of(), Activation.LINEAR, 0);
  }

  public Network build(TabularSchema schema) {
    List<LayerOutput> inputs = new ArrayList<>();
    List<NumericFeature> numeric = new ArrayList<>();
    List<LayerOutput> numbers = new ArrayList<>();
    List<LayerOutput> sparse = new ArrayList<>();
    List<LayerOutput> encoded = new ArrayList<>();
    for (var feature : schema.features()) {
      switch (feature) {
        case NumericFeature number -> {
          LayerOutput input = InputLayer.of(number.input(), DType.FLOAT32.kerasName(), 1);
          inputs.add(input);
          numeric.add(number);
          numbers.add(input);
          if (number.hasMissing()) {
            sparse.add(input);
          }
        }
        case CategoricalFeature text -> {
          LayerOutput input = InputLayer.of(text.input(), InputLayer.TEXT, 1);
          inputs.add(input);
          encoded.add(StringLookup.of(text.vocabulary()).withOutputMode(OutputMode.ONE_HOT).on(input));
        }
      }
    }
    List<LayerOutput> prepared = new ArrayList<>();
    if (!numbers.isEmpty()) {
      double[] mean = numeric.stream().mapToDouble(NumericFeature::mean).toArray();
      double[] variance = numeric.stream().mapToDouble(NumericFeature::variance).toArray();
      LayerOutput normalized = Normalization.of(mean, variance).on(joined(numbers));
      prepared.add(sparse.isEmpty() ? normalized : NanToNum.of(0).on(normalized));
    }
    if (!sparse.isEmpty()) {
      prepared.add(Cast.of(DType.FLOAT32).on(IsNaN.of().on(joined(sparse))));
    }
    prepared.addAll(encoded);
    LayerOutput hiddenOutput = joined(prepared);
    for (int units : hidden) {
      hiddenOutput = Dense.of(units, activation).on(hiddenOutput);
      if (dropout > 0) {
        hiddenOutput = Dropout.of(dropout).on(hiddenOutput);
      }
    }
    return Network.functional("table", inputs, List.of(output(hiddenOutput, schema.target())));
  }

  private static LayerOutput joined(List<LayerOutput> parts) {
    return parts.size() == 1 ? parts.getFirst() : Concatenate.of().on(parts).getFirst();
  }

  private static LayerOutput output(LayerOutput last, TargetColumn target) {
    return switch (target.task()) {
      case BINARY -> Dense.of(1, Activation.SIGMOID).withName("output").on(last);
      case MULTICLASS -> Dense.of(target.classes().size(), Activation.SOFTMAX).withName("output").on(last);
      case REGRESSION -> Rescaling.of(Math.sqrt(target.variance()), target.mean()).withName("output").on(Dense.of(1).on(last));
    };
  }
}
