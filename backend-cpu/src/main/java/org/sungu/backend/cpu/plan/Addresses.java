package org.sungu.backend.cpu.plan;

/// Where everything lies in memory for one call.
public interface Addresses {
  /// The address of a view's first element.
  long of(View view);

  /// Memory that a kernel may use while it runs, at least as much as its piece asks for.
  long scratch();

  /// The same with scratch memory elsewhere.
  default Addresses withScratch(long address) {
    Addresses others = this;
    return new Addresses() {
      @Override
      public long of(View view) {
        return others.of(view);
      }

      @Override
      public long scratch() {
        return address;
      }
    };
  }
}
