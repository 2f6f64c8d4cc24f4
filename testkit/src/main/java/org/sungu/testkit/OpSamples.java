package org.sungu.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.sungu.graph.CustomOp;
import org.sungu.graph.Op;

/// Rows that say on which inputs every primitive is tried: odd sizes, stretched axes, no elements, scalars, every element type, and the
/// values where functions misbehave. The rows drive comparison of backends, gradient checks, printing and parsing, and rewrites; a
/// test fails for an op without a row.
public final class OpSamples {
  private OpSamples() {}

  public static List<OpSample> all() {
    List<OpSample> samples = new ArrayList<>();
    samples.addAll(SourceSamples.all());
    samples.addAll(UnarySamples.all());
    samples.addAll(BinarySamples.all());
    samples.addAll(MovementSamples.all());
    samples.addAll(ReductionSamples.all());
    samples.addAll(ContractionSamples.all());
    samples.addAll(ConvolutionSamples.all());
    samples.addAll(PoolingSamples.all());
    samples.addAll(IndexingSamples.all());
    samples.addAll(CompoundSamples.all());
    samples.addAll(ScanSamples.all());
    return samples;
  }

  /// The rows on which gradients are checked.
  public static List<OpSample> smooth() {
    return all().stream().filter(OpSample::smooth).toList();
  }

  /// The class of every primitive, found by walking the sealed hierarchy; [CustomOp] stands for those from outside.
  public static SequencedSet<Class<?>> primitives() {
    SequencedSet<Class<?>> found = new LinkedHashSet<>();
    collect(Op.class, found);
    return found;
  }

  private static void collect(Class<?> type, SequencedSet<Class<?>> found) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      found.add(type);
      return;
    }
    for (Class<?> subclass : permitted) {
      collect(subclass, found);
    }
  }
}
