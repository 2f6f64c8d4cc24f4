package org.sungu.nn.schedule;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.backend.Backend;
import org.sungu.nn.Configured;
import org.sungu.nn.Numbers;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.testkit.Golden;
import org.sungu.testkit.Goldens;

/// Every schedule against Keras.
final class ScheduleGoldenTest {
  // The initial rate, which cosines shrink.
  private static final double SCALE = 0.1;

  static List<Golden> cases() {
    return Goldens.family("schedules").cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ratesAreThoseOfKeras(Golden golden) {
    Schedule schedule = Configured.serialized(Schedules.ALL, golden.object("serialized"));
    for (Backend backend : Numbers.backends()) {
      List<NDArray> rates =
          Numbers.compute(backend, List.of(golden.array("steps")), x -> List.of(schedule.at(x.getFirst().cast(DType.FLOAT32))));
      Numbers.assertClose(golden.array("learning_rates"), rates.getFirst(), SCALE, backend.name());
    }
  }
}
