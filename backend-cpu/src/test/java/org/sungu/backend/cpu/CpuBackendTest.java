package org.sungu.backend.cpu;

import org.sungu.backend.Backend;
import org.sungu.backend.reference.ReferenceBackend;
import org.sungu.testkit.BackendContract;

final class CpuBackendTest extends BackendContract {
  @Override
  protected Backend backend() {
    return new CpuBackend();
  }

  @Override
  protected Backend reference() {
    return new ReferenceBackend();
  }
}
