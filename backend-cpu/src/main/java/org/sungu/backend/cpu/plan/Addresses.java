package org.sungu.backend.cpu.plan;

/// Where everything lies in memory for one call.
public interface Addresses {
  /// The address of a view's first element.
  long of(View view);

  /// Memory that a kernel may use while it runs, at least as much as its step asks for.
  long scratch();
}
