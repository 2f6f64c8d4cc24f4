package org.sungu.backend.cpu.code;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sungu.backend.cpu.binding.MachineCode;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.code.CodeBuilder.Unsupported;
import org.sungu.backend.cpu.code.CodedKernel.Emission;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.kernel.KernelSequence;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Chain;
import org.sungu.backend.cpu.plan.CopyStep;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.thread.Team;

/// Compiles the chains of a plan. What one thread does in sequence becomes one function as far as it can be written as machine code: the
/// steps of one piece of a chain, and all neighbouring chains that are not cut. Everything else stays kernels.
public final class ChainCompiler {
  /// Functions begin at multiples of this, like the constants that they read.
  private static final int ALIGNMENT = 64;

  private final Locations locations;
  private final boolean wide;
  private final Team team;
  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  /// Sequences that threads share, for one chain after the other.
  private final List<Unit> units = new ArrayList<>();

  private ChainCompiler(Locations locations, boolean wide, Team team) {
    this.locations = locations;
    this.wide = wide;
    this.team = team;
  }

  public static List<Binding> compile(List<Chain> chains, Locations locations, Processor processor, Team team) {
    if (processor != Processor.OTHER) {
      ChainCompiler compiler = new ChainCompiler(locations, processor == Processor.AVX_512, team);
      compiler.add(chains);
      Optional<MachineCode> loaded = MachineCode.of(compiler.code.toByteArray());
      if (loaded.isPresent()) {
        return compiler.units.stream().map(unit -> compiler.binding(unit, loaded.get())).toList();
      }
    }
    return chains.stream().map(chain -> (Binding) (addresses, arena) -> chain.bind(addresses, team)).toList();
  }

  /// @param whole what a thread does that has nobody to share with, or null where it does one sequence after the other
  private record Unit(List<Sequence> sequences, @Nullable Sequence whole) {}

  private Binding binding(Unit unit, MachineCode loaded) {
    return (addresses, arena) -> {
      Kernel[] kernels = unit.sequences().stream().map(sequence -> sequence.bind(addresses, arena, loaded)).toArray(Kernel[]::new);
      return unit.whole() == null ? team.together(kernels) : team.briefly(unit.whole().bind(addresses, arena, loaded), kernels);
    };
  }

  private void add(List<Chain> chains) {
    Sequence open = new Sequence(0);
    for (Chain chain : chains) {
      if (chain.pieces().size() == 1) {
        chain.pieces().getFirst().forEach(open::add);
        continue;
      }
      close(open);
      open = new Sequence(0);
      List<Sequence> unit = new ArrayList<>();
      for (List<Piece> piece : chain.pieces()) {
        unit.add(sequence(unit.size() * chain.pieceScratchBytes(), piece));
      }
      units.add(new Unit(unit, chain.whole().isEmpty() ? null : sequence(0, chain.whole())));
    }
    close(open);
  }

  private Sequence sequence(long scratchOffset, List<Piece> pieces) {
    Sequence sequence = new Sequence(scratchOffset);
    pieces.forEach(sequence::add);
    sequence.closeFunction();
    return sequence;
  }

  private void close(Sequence sequence) {
    sequence.closeFunction();
    if (!sequence.parts.isEmpty()) {
      units.add(new Unit(List.of(sequence), null));
    }
  }

  /// A part of a sequence.
  private sealed interface Part {
    /// @param offset where the function begins in the code
    record Function(int offset) implements Part {}

    record Plain(Piece piece) implements Part {}
  }

  /// What one thread does in order.
  private final class Sequence {
    private final long scratchOffset;
    private final Locations own;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable CodeBuilder open;

    Sequence(long scratchOffset) {
      this.scratchOffset = scratchOffset;
      this.own = new Locations() {
        @Override
        public Location of(View view) {
          return locations.of(view);
        }

        @Override
        public Location scratch() {
          return locations.scratch().plus(scratchOffset);
        }
      };
    }

    void add(Piece piece) {
      Emission emission = emission(piece);
      if (emission != null) {
        CodeBuilder builder = open == null ? new CodeBuilder(wide) : open;
        if (builder.attempt(() -> emission.emit(builder, own))) {
          open = builder;
          return;
        }
      }
      closeFunction();
      parts.add(new Part.Plain(piece));
    }

    void closeFunction() {
      CodeBuilder builder = open;
      if (builder != null) {
        code.writeBytes(new byte[-code.size() & (ALIGNMENT - 1)]);
        parts.add(new Part.Function(code.size()));
        code.writeBytes(builder.finish());
        open = null;
      }
    }

    Kernel bind(Addresses addresses, long arena, MachineCode loaded) {
      Addresses ownAddresses = addresses.withScratch(addresses.scratch() + scratchOffset);
      Kernel[] kernels = parts.stream().map(part -> switch (part) {
        case Part.Function function -> loaded.function(function.offset(), arena);
        case Part.Plain plain -> plain.piece().kernel().apply(ownAddresses);
      }).toArray(Kernel[]::new);
      return kernels.length == 1 ? kernels[0] : new KernelSequence(kernels);
    }
  }

  /// Writes a piece's code, or throws where that is not possible.
  static void emit(Piece piece, CodeBuilder builder, Locations locations) {
    Emission emission = emission(piece);
    if (emission == null) {
      throw new Unsupported("a piece of other kernels");
    }
    emission.emit(builder, locations);
  }

  private static @Nullable Emission emission(Piece piece) {
    return switch (piece.kernel()) {
      case CodedKernel coded -> coded.emission();
      case CopyStep.Copy copy -> (builder, locations) -> builder.copy(copy, locations);
      default -> null;
    };
  }
}
