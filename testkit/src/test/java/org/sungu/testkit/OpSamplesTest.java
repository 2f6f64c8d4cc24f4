package org.sungu.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sungu.graph.ArgMax;
import org.sungu.graph.Comparison;
import org.sungu.graph.CustomOp;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.IsNaN;
import org.sungu.graph.Logical;
import org.sungu.graph.Not;
import org.sungu.graph.Source;
import org.sungu.graph.StopGradient;
import org.sungu.graph.program.Parser;
import org.sungu.graph.program.Printer;
import org.sungu.graph.program.Program;
import org.sungu.graph.program.Verifier;

/// Every primitive has rows, and every row's program verifies and survives printing and parsing.
final class OpSamplesTest {
  static List<OpSample> samples() {
    return OpSamples.all();
  }

  @Test
  void everyPrimitiveHasARow() {
    Set<Class<?>> without = new LinkedHashSet<>(OpSamples.primitives());
    for (OpSample sample : OpSamples.all()) {
      without.remove(sample.op() instanceof CustomOp ? CustomOp.class : sample.op().getClass());
    }
    assertEquals(Set.of(), without, "add rows for these ops to OpSamples");
  }

  @Test
  void everyPrimitiveWithAGradientHasASmoothRow() {
    Set<Class<?>> without = new LinkedHashSet<>(OpSamples.primitives());
    without.removeIf(type -> Source.class.isAssignableFrom(type) || Comparison.class.isAssignableFrom(type)
        || Logical.class.isAssignableFrom(type));
    // Not floating, not differentiable on purpose, or made after differentiation.
    List.of(ArgMax.class, IsNaN.class, Not.class, StopGradient.class, FusedPointwise.class).forEach(without::remove);
    for (OpSample sample : OpSamples.smooth()) {
      without.remove(sample.op() instanceof CustomOp ? CustomOp.class : sample.op().getClass());
    }
    assertEquals(Set.of(), without, "add smooth rows for these ops to OpSamples");
  }

  @Test
  void namesTellRowsApart() {
    Set<String> names = new HashSet<>();
    List<String> twice = OpSamples.all().stream().map(OpSample::name).filter(name -> !names.add(name)).toList();
    assertEquals(List.of(), twice);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void programsVerify(OpSample sample) {
    Verifier.verify(sample.program());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void printedProgramsReadBack(OpSample sample) {
    if (sample.op() instanceof CustomOp) {
      return;
    }
    Program program = sample.program();
    String text = Printer.print(program);
    Program parsed = Parser.parse(text);
    assertEquals(text, Printer.print(parsed));
    assertEquals(program.outputs().stream().map(Object::toString).toList(), parsed.outputs().stream().map(Object::toString).toList());
  }
}
