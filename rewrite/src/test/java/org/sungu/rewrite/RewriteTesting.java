package org.sungu.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.sungu.graph.program.Parser;
import org.sungu.graph.program.Printer;
import org.sungu.graph.program.Program;

/// Programs before and after, as text.
final class RewriteTesting {
  private RewriteTesting() {}

  static void assertRewrites(Rewrite rewrite, String before, String after) {
    assertEquals(after, apply(Rewriter.of(List.of(rewrite)), before));
  }

  static void assertLeavesAlone(Rewrite rewrite, String text) {
    Program program = Parser.parse(text);
    assertSame(program, Rewriter.of(List.of(rewrite)).verifying().rewrite(program));
  }

  static String apply(Rewriter rewriter, String before) {
    return Printer.print(rewriter.verifying().rewrite(Parser.parse(before)));
  }

  /// A program of one float32[2,3] input `%0` and one output.
  static String ofX(String nodes, String output) {
    return ofShape("[2,3]", nodes, output);
  }

  static String ofShape(String shape, String nodes, String output) {
    return "%0 = input {label=\"x\", type=float32" + shape + "} : float32" + shape + "\n" + nodes + "inputs %0\noutputs " + output + "\n";
  }
}
