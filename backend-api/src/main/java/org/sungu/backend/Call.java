package org.sungu.backend;

import java.lang.foreign.MemorySegment;

/// The memory of one run at a time. Not safe for several threads at once. Running allocates nothing.
public interface Call extends AutoCloseable {
  /// Where input i is to be written before a run, row-major in native byte order. It keeps what was written until overwritten.
  MemorySegment input(int index);

  /// Computes the outputs and updates the variables.
  void run();

  /// Output i of the last run; overwritten by the next. Read only.
  MemorySegment output(int index);

  @Override
  void close();
}
