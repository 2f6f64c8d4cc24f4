package org.sungu.backend.cpu.lowering;

import java.util.List;
import java.util.SequencedMap;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Plan;
import org.sungu.backend.cpu.thread.Team;
import org.sungu.graph.Variable;
import org.sungu.tensor.NDArray;

/// A plan, what its buffers stand for, and who works on it.
public record LoweredProgram(Plan plan, List<Buffer> inputs, List<Buffer> outputs, SequencedMap<Variable, Buffer> variables,
    SequencedMap<Buffer, NDArray> constants, Team team) {}
