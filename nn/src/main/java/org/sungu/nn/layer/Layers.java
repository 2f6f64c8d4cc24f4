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
import org.sungu.nn.layer.attention.AdditiveAttention;
import org.sungu.nn.layer.attention.Attention;
import org.sungu.nn.layer.attention.MultiHeadAttention;
import org.sungu.nn.layer.convolution.Conv1D;
import org.sungu.nn.layer.convolution.Conv1DTranspose;
import org.sungu.nn.layer.convolution.Conv2D;
import org.sungu.nn.layer.convolution.Conv2DTranspose;
import org.sungu.nn.layer.convolution.Conv3D;
import org.sungu.nn.layer.convolution.Conv3DTranspose;
import org.sungu.nn.layer.convolution.DepthwiseConv1D;
import org.sungu.nn.layer.convolution.DepthwiseConv2D;
import org.sungu.nn.layer.convolution.SeparableConv1D;
import org.sungu.nn.layer.convolution.SeparableConv2D;
import org.sungu.nn.layer.core.Dense;
import org.sungu.nn.layer.core.EinsumDense;
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
import org.sungu.nn.layer.normalization.GroupNormalization;
import org.sungu.nn.layer.normalization.LayerNormalization;
import org.sungu.nn.layer.normalization.RMSNormalization;
import org.sungu.nn.layer.normalization.UnitNormalization;
import org.sungu.nn.layer.operation.Cast;
import org.sungu.nn.layer.operation.IsNaN;
import org.sungu.nn.layer.operation.NanToNum;
import org.sungu.nn.layer.pooling.AveragePooling1D;
import org.sungu.nn.layer.pooling.AveragePooling2D;
import org.sungu.nn.layer.pooling.AveragePooling3D;
import org.sungu.nn.layer.pooling.GlobalAveragePooling1D;
import org.sungu.nn.layer.pooling.GlobalAveragePooling2D;
import org.sungu.nn.layer.pooling.GlobalAveragePooling3D;
import org.sungu.nn.layer.pooling.GlobalMaxPooling1D;
import org.sungu.nn.layer.pooling.GlobalMaxPooling2D;
import org.sungu.nn.layer.pooling.GlobalMaxPooling3D;
import org.sungu.nn.layer.pooling.MaxPooling1D;
import org.sungu.nn.layer.pooling.MaxPooling2D;
import org.sungu.nn.layer.pooling.MaxPooling3D;
import org.sungu.nn.layer.preprocessing.CategoryEncoding;
import org.sungu.nn.layer.preprocessing.Discretization;
import org.sungu.nn.layer.preprocessing.IntegerLookup;
import org.sungu.nn.layer.preprocessing.Normalization;
import org.sungu.nn.layer.preprocessing.Rescaling;
import org.sungu.nn.layer.preprocessing.StringLookup;
import org.sungu.nn.layer.recurrent.Bidirectional;
import org.sungu.nn.layer.recurrent.GRU;
import org.sungu.nn.layer.recurrent.LSTM;
import org.sungu.nn.layer.recurrent.RecurrentLayer;
import org.sungu.nn.layer.recurrent.SimpleRNN;
import org.sungu.nn.layer.regularization.ActivityRegularization;
import org.sungu.nn.layer.regularization.AlphaDropout;
import org.sungu.nn.layer.regularization.Dropout;
import org.sungu.nn.layer.regularization.GaussianDropout;
import org.sungu.nn.layer.regularization.GaussianNoise;
import org.sungu.nn.layer.reshaping.Cropping1D;
import org.sungu.nn.layer.reshaping.Cropping2D;
import org.sungu.nn.layer.reshaping.Cropping3D;
import org.sungu.nn.layer.reshaping.Flatten;
import org.sungu.nn.layer.reshaping.Permute;
import org.sungu.nn.layer.reshaping.RepeatVector;
import org.sungu.nn.layer.reshaping.Reshape;
import org.sungu.nn.layer.reshaping.UpSampling1D;
import org.sungu.nn.layer.reshaping.UpSampling2D;
import org.sungu.nn.layer.reshaping.UpSampling3D;
import org.sungu.nn.layer.reshaping.ZeroPadding1D;
import org.sungu.nn.layer.reshaping.ZeroPadding2D;
import org.sungu.nn.layer.reshaping.ZeroPadding3D;
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
      entry(AdditiveAttention.of()),
      entry(Attention.of()),
      entry(MultiHeadAttention.of(1, 1)),
      entry(Conv1D.of(1, 1)),
      entry(Conv1DTranspose.of(1, 1)),
      entry(Conv2D.of(1, 1)),
      entry(Conv2DTranspose.of(1, 1)),
      entry(Conv3D.of(1, 1)),
      entry(Conv3DTranspose.of(1, 1)),
      entry(DepthwiseConv1D.of(1)),
      entry(DepthwiseConv2D.of(1)),
      entry(SeparableConv1D.of(1, 1)),
      entry(SeparableConv2D.of(1, 1)),
      entry(Dense.of(1)),
      entry(EinsumDense.of("ab,bc->ac", 1)),
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
      entry(GroupNormalization.of()),
      entry(LayerNormalization.of()),
      entry(RMSNormalization.of()),
      entry(UnitNormalization.of()),
      entry(Cast.of(DType.FLOAT32)),
      entry(IsNaN.of()),
      entry(NanToNum.of()),
      entry(AveragePooling1D.of(1)),
      entry(AveragePooling2D.of(1)),
      entry(AveragePooling3D.of(1)),
      entry(GlobalAveragePooling1D.of()),
      entry(GlobalAveragePooling2D.of()),
      entry(GlobalAveragePooling3D.of()),
      entry(GlobalMaxPooling1D.of()),
      entry(GlobalMaxPooling2D.of()),
      entry(GlobalMaxPooling3D.of()),
      entry(MaxPooling1D.of()),
      entry(MaxPooling2D.of()),
      entry(MaxPooling3D.of()),
      entry(CategoryEncoding.of(1)),
      entry(Discretization.of()),
      entry(IntegerLookup.of()),
      entry(Normalization.of()),
      entry(Rescaling.of(1)),
      entry(StringLookup.of()),
      entry(Bidirectional.of(LSTM.of(1))),
      entry(GRU.of(1)),
      entry(LSTM.of(1)),
      entry(SimpleRNN.of(1)),
      entry(ActivityRegularization.of(0, 0)),
      entry(AlphaDropout.of(0)),
      entry(Dropout.of(0)),
      entry(GaussianDropout.of(0)),
      entry(GaussianNoise.of(0)),
      entry(Cropping1D.of()),
      entry(Cropping2D.of()),
      entry(Cropping3D.of()),
      entry(Flatten.of()),
      entry(Permute.of(1)),
      entry(RepeatVector.of(1)),
      entry(Reshape.of()),
      entry(UpSampling1D.of()),
      entry(UpSampling2D.of()),
      entry(UpSampling3D.of()),
      entry(ZeroPadding1D.of()),
      entry(ZeroPadding2D.of()),
      entry(ZeroPadding3D.of())));

  private Layers() {}

  private static Entry<Layer> entry(Layer defaults) {
    return new Entry<>(defaults.className(), defaults, _ -> defaults, List.of());
  }

  /// The components of a layer's record that Keras has no default for.
  public static List<String> required(Layer layer) {
    return switch (layer) {
      case ActivationLayer _ -> List.of("activation");
      case Conv1D _, Conv2D _, Conv3D _, Conv1DTranspose _, Conv2DTranspose _, Conv3DTranspose _, SeparableConv1D _, SeparableConv2D _ ->
          List.of("filters", "kernelSize");
      case DepthwiseConv1D _, DepthwiseConv2D _ -> List.of("kernelSize");
      case Dense _, RecurrentLayer _ -> List.of("units");
      case Bidirectional _ -> List.of("layer");
      case EinsumDense _ -> List.of("equation", "outputShape");
      case MultiHeadAttention _ -> List.of("numHeads", "keyDim");
      case Embedding _ -> List.of("inputDim", "outputDim");
      case Cast _ -> List.of("elementType");
      case AveragePooling1D _, AveragePooling2D _, AveragePooling3D _ -> List.of("poolSize");
      case CategoryEncoding _ -> List.of("numTokens");
      case Rescaling _ -> List.of("scale");
      case AlphaDropout _, Dropout _, GaussianDropout _ -> List.of("rate");
      case GaussianNoise _ -> List.of("stddev");
      case Permute _ -> List.of("dims");
      case RepeatVector _ -> List.of("n");
      case Reshape _ -> List.of("targetShape");
      default -> List.of();
    };
  }
}
