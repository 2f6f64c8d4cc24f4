package org.sungu.backend.reference;

import org.sungu.backend.Backend;
import org.sungu.testkit.BackendContract;

/// What every backend promises; the comparison with itself shows that runs repeat, the rest has other tests.
final class ReferenceBackendTest extends BackendContract {
  @Override
  protected Backend backend() {
    return new ReferenceBackend();
  }

  @Override
  protected Backend reference() {
    return new ReferenceBackend();
  }
}
