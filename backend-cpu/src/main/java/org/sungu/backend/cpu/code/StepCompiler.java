package org.sungu.backend.cpu.code;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.binding.MachineCode;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.plan.Part;
import org.sungu.backend.cpu.plan.Step;
import org.sungu.backend.cpu.thread.Team;

/// Compiles the steps of a plan: neighbouring steps that can be written as machine code become one function, the others stay kernels.
public final class StepCompiler {
  /// Functions begin at multiples of this, like the constants that they read.
  private static final int ALIGNMENT = 64;

  private final Locations locations;
  private final boolean wide;
  private final Team team;
  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  /// What is to become of the steps, once the code has an address.
  private final List<Pending> pending = new ArrayList<>();
  private @Nullable CodeBuilder open;

  /// @param offset where the function begins, or -1 if the parts are bound as they are
  private record Pending(int offset, List<Part> parts, List<Integer> partOffsets) {}

  private StepCompiler(Locations locations, boolean wide, Team team) {
    this.locations = locations;
    this.wide = wide;
    this.team = team;
  }

  public static List<StepBinding> compile(List<Step> steps, Locations locations, Processor processor, Team team) {
    if (processor == Processor.OTHER) {
      return steps.stream().map(step -> plain(step.parts(), team)).toList();
    }
    StepCompiler compiler = new StepCompiler(locations, processor == Processor.AVX_512, team);
    steps.forEach(compiler::add);
    compiler.close();
    Optional<MachineCode> loaded = MachineCode.of(compiler.code.toByteArray());
    return loaded.isEmpty()
        ? steps.stream().map(step -> plain(step.parts(), team)).toList()
        : compiler.pending.stream().map(unit -> compiler.bound(unit, loaded.get())).toList();
  }

  private static StepBinding plain(List<Part> parts, Team team) {
    return (addresses, arena) -> team.together(parts.stream().map(part -> part.bind(addresses)).toArray(Kernel[]::new));
  }

  private StepBinding bound(Pending unit, MachineCode loaded) {
    if (unit.offset() >= 0) {
      return (addresses, arena) -> loaded.function(unit.offset(), arena);
    }
    return (addresses, arena) -> {
      Kernel[] kernels = new Kernel[unit.parts().size()];
      for (int i = 0; i < kernels.length; i++) {
        int offset = unit.partOffsets().get(i);
        kernels[i] = offset >= 0 ? loaded.function(offset, arena) : unit.parts().get(i).bind(addresses);
      }
      return team.together(kernels);
    };
  }

  private void add(Step step) {
    if (step.parts().size() == 1 && step.parts().getFirst() instanceof CodedPart coded) {
      CodeBuilder builder = open == null ? new CodeBuilder(wide) : open;
      if (builder.attempt(() -> coded.emission().emit(builder, locations))) {
        open = builder;
        return;
      }
    }
    close();
    List<Integer> offsets = step.parts().size() == 1 ? List.of(-1) : step.parts().stream().map(this::function).toList();
    pending.add(new Pending(-1, step.parts(), offsets));
  }

  /// Where a part's own function begins, or -1.
  private int function(Part part) {
    CodeBuilder builder = new CodeBuilder(wide);
    boolean written = part instanceof CodedPart coded && builder.attempt(() -> coded.emission().emit(builder, locations));
    return written ? append(builder) : -1;
  }

  private void close() {
    CodeBuilder builder = open;
    if (builder != null) {
      pending.add(new Pending(append(builder), List.of(), List.of()));
      open = null;
    }
  }

  private int append(CodeBuilder builder) {
    code.writeBytes(new byte[-code.size() & (ALIGNMENT - 1)]);
    int offset = code.size();
    code.writeBytes(builder.finish());
    return offset;
  }
}
