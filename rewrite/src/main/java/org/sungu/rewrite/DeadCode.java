package org.sungu.rewrite;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.graph.program.Program;

/// An update `v ← v` changes nothing and goes. (Nodes that no output and no update needs are in no [Program] to begin with.)
public final class DeadCode implements Rewrite {
  @Override
  public Program apply(Program program) {
    SequencedMap<Variable, Tensor> updates = new LinkedHashMap<>(program.updates());
    updates.entrySet().removeIf(update ->
        update.getValue().node().op() instanceof ReadVariable read && read.variable() == update.getKey());
    return updates.size() == program.updates().size() ? program : new Rebuild().finish(program, updates);
  }
}
