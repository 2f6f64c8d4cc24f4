package org.sungu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunFolderTest {
  @ParameterizedTest
  @CsvSource({"0,5", "4.9,5", "5.1,10", "10,10", "11,20", "21,50", "50.5,100", "120,200", "201,500", "501,1000"})
  void durationsAreCoarse(double seconds, int written) {
    assertEquals(written, RunFolder.seconds((long) (seconds * 1e9)));
  }
}
