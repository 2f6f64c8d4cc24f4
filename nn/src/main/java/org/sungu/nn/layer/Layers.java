package org.sungu.nn.layer;

import java.util.List;
import org.sungu.nn.Layer;
import org.sungu.nn.activation.Activation;
import org.sungu.nn.layer.activation.ActivationLayer;
import org.sungu.nn.layer.activation.ELU;
import org.sungu.nn.layer.activation.LeakyReLU;
import org.sungu.nn.layer.activation.PReLU;
import org.sungu.nn.layer.activation.ReLU;
import org.sungu.nn.layer.activation.Softmax;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.core.Embedding;
import org.sungu.nn.layer.core.Identity;
import org.sungu.nn.layer.core.Masking;
import org.sungu.nn.layer.merging.Add;
import org.sungu.nn.layer.merging.Average;
import org.sungu.nn.layer.merging.Concatenate;
import org.sungu.nn.layer.merging.Maximum;
import org.sungu.nn.layer.merging.Minimum;
import org.sungu.nn.layer.merging.Multiply;
import org.sungu.nn.layer.merging.Subtract;
import org.sungu.nn.layer.normalization.BatchNormalization;
import org.sungu.nn.layer.operation.Cast;
import org.sungu.nn.layer.operation.IsNaN;
import org.sungu.nn.layer.operation.NanToNum;
import org.sungu.nn.layer.preprocessing.CategoryEncoding;
import org.sungu.nn.layer.preprocessing.Discretization;
import org.sungu.nn.layer.preprocessing.IntegerLookup;
import org.sungu.nn.layer.preprocessing.Normalization;
import org.sungu.nn.layer.preprocessing.Rescaling;
import org.sungu.nn.layer.preprocessing.StringLookup;
import org.sungu.nn.layer.regularization.ActivityRegularization;
import org.sungu.nn.layer.regularization.AlphaDropout;
import org.sungu.nn.layer.regularization.Dropout;
import org.sungu.nn.layer.regularization.GaussianDropout;
import org.sungu.nn.layer.regularization.GaussianNoise;
import org.sungu.nn.layer.reshaping.Flatten;
import org.sungu.nn.layer.reshaping.Reshape;
import org.sungu.nn.registry.Registry;
import org.sungu.nn.registry.Registry.Entry;
import org.sungu.tensor.DType;

/// The layers by their Keras class names. What Keras has no default for, such as the units of [Dense], has a placeholder in the
/// defaults and is listed in [#required].
public final class Layers {
  public static final Registry<Layer> ALL = new Registry<>("layer", List.of(
      entry(ActivationLayer.of(Activation.LINEAR)),
      entry(ELU.of()),
      entry(LeakyReLU.of()),
      entry(PReLU.of()),
      entry(ReLU.of()),
      entry(Softmax.of()),
      entry(Dense.of(1)),
      entry(Embedding.of(1, 1)),
      entry(Identity.of()),
      entry(Masking.of()),
      entry(Add.of()),
      entry(Average.of()),
      entry(Concatenate.of()),
      entry(Maximum.of()),
      entry(Minimum.of()),
      entry(Multiply.of()),
      entry(Subtract.of()),
      entry(BatchNormalization.of()),
      entry(Cast.of(DType.FLOAT32)),
      entry(IsNaN.of()),
      entry(NanToNum.of()),
      entry(CategoryEncoding.of(1)),
      entry(Discretization.of()),
      entry(IntegerLookup.of()),
      entry(Normalization.of()),
      entry(Rescaling.of(1)),
      entry(StringLookup.of()),
      entry(ActivityRegularization.of(0, 0)),
      entry(AlphaDropout.of(0)),
      entry(Dropout.of(0)),
      entry(GaussianDropout.of(0)),
      entry(GaussianNoise.of(0)),
      entry(Flatten.of()),
      entry(Reshape.of())));

  private Layers() {}

  private static Entry<Layer> entry(Layer defaults) {
    return new Entry<>(defaults.className(), defaults, _ -> defaults, List.of());
  }

  /// The components of a layer's record that Keras has no default for.
  public static List<String> required(Layer layer) {
    return switch (layer) {
      case ActivationLayer _ -> List.of("activation");
      case Dense _ -> List.of("units");
      case Embedding _ -> List.of("inputDim", "outputDim");
      case Cast _ -> List.of("elementType");
      case CategoryEncoding _ -> List.of("numTokens");
      case Rescaling _ -> List.of("scale");
      case AlphaDropout _, Dropout _, GaussianDropout _ -> List.of("rate");
      case GaussianNoise _ -> List.of("stddev");
      case Reshape _ -> List.of("targetShape");
      default -> List.of();
    };
  }
}
