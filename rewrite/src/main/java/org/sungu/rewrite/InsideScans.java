package org.sungu.rewrite;

import org.sungu.graph.Body;
import org.sungu.graph.Node;
import org.sungu.graph.Scan;
import org.sungu.graph.program.Program;

/// Another rewrite, applied to the body of each [Scan].
///
/// @param inner the rewrite for bodies
public record InsideScans(Rewrite inner) implements Rewrite {
  @Override
  public String name() {
    return inner.name() + " inside scans";
  }

  @Override
  public Program apply(Program program) {
    Rebuild rebuild = new Rebuild();
    for (Node node : program.nodes()) {
      Node copy = rebuild.copy(node);
      if (copy.op() instanceof Scan scan) {
        Program body = Program.of(scan.body().inputs(), scan.body().outputs());
        Program rewritten = inner.apply(body);
        if (rewritten != body) {
          Body better = new Body(rewritten.inputs(), rewritten.outputs());
          copy = Node.of(new Scan(better, scan.carries(), scan.sequences(), scan.steps(), scan.reversed()), copy.inputs());
        }
      }
      rebuild.replace(node, copy);
    }
    return rebuild.finish(program);
  }
}
