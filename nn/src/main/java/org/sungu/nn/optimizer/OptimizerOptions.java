package org.sungu.nn.optimizer;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.sungu.nn.ConfigGroup;

/// What every optimizer can do around its own step; [OptimizerStep] does it. A null switches off.
/// Source: [keras.io](https://keras.io/api/optimizers/).
///
/// @param weightDecay the share of a weight that each step takes off, times the learning rate
/// @param clipnorm the largest norm that the gradient of one weight may have
/// @param clipvalue the largest absolute value that an element of a gradient may have
/// @param globalClipnorm the largest norm that all gradients together may have; one of the three limits at most
/// @param useEma whether a moving average of the weights is kept
/// @param emaMomentum the share of the average that stays in each step, 0 to 1
/// @param emaOverwriteFrequency after how many steps the weights are set to their average, again and again; null for only at the end
/// @param lossScaleFactor what the loss is multiplied with and gradients divided by, so that small ones survive in small types
/// @param gradientAccumulationSteps over how many steps gradients are averaged for one update, at least 2
@RecordBuilder
public record OptimizerOptions(@Nullable Double weightDecay, @Nullable Double clipnorm, @Nullable Double clipvalue,
    @Nullable Double globalClipnorm, boolean useEma, double emaMomentum, @Nullable Integer emaOverwriteFrequency,
    @Nullable Double lossScaleFactor, @Nullable Integer gradientAccumulationSteps)
    implements ConfigGroup, OptimizerOptionsBuilder.With {
  public OptimizerOptions {
    int limits = (clipnorm == null ? 0 : 1) + (clipvalue == null ? 0 : 1) + (globalClipnorm == null ? 0 : 1);
    if (limits > 1) {
      throw new IllegalArgumentException("optimizer got clipnorm = " + clipnorm + ", clipvalue = " + clipvalue + ", globalClipnorm = "
          + globalClipnorm + "; expected at most one of them");
    }
    if (useEma && !(emaMomentum >= 0 && emaMomentum <= 1)) {
      throw new IllegalArgumentException("optimizer got emaMomentum = " + emaMomentum + "; expected 0 to 1");
    }
    if (emaOverwriteFrequency != null && emaOverwriteFrequency < 1) {
      throw new IllegalArgumentException("optimizer got emaOverwriteFrequency = " + emaOverwriteFrequency + "; expected at least 1, or null");
    }
    if (gradientAccumulationSteps != null && gradientAccumulationSteps < 2) {
      throw new IllegalArgumentException("optimizer got gradientAccumulationSteps = " + gradientAccumulationSteps
          + "; expected at least 2, or null");
    }
  }

  public static OptimizerOptions of() {
    return new OptimizerOptions(null, null, null, null, false, 0.99, null, null, null);
  }
}
