package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.R10;
import static org.sungu.backend.cpu.code.Assembler.R11;
import static org.sungu.backend.cpu.code.Assembler.R8;
import static org.sungu.backend.cpu.code.Assembler.R9;
import static org.sungu.backend.cpu.code.Assembler.RAX;
import static org.sungu.backend.cpu.code.Assembler.RCX;
import static org.sungu.backend.cpu.code.Assembler.RDI;
import static org.sungu.backend.cpu.code.Assembler.RDX;

import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sungu.backend.cpu.binding.MachineCode;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.provider.TileMap;

/// Functions that apply a [TileMap] to tiles of which each element is a run of channels, a register of them at a time: first the columns of a tile, to
/// scratch memory, then the rows.
///
/// R8 and R9 point to the addresses of a tile's elements and of its results, R10 counts tiles, RCX runs along the channels' R11 bytes, and RDX points to
/// the scratch memory.
public final class TileCode {
  /// Bytes of what a function is told.
  public static final long ARGUMENT_BYTES = 64;
  /// Bytes of scratch memory that a function needs: a register for each element of a tile that is mapped one way.
  public static final long SCRATCH_BYTES = 64 * TileMap.PLANES;

  private static final int ALIGNMENT = 64;

  private final MachineCode code;
  private final Map<TileMap, Integer> offsets;

  private TileCode(MachineCode code, Map<TileMap, Integer> offsets) {
    this.code = code;
    this.offsets = offsets;
  }

  /// Empty where the processor or the system does not run such code.
  public static Optional<TileCode> of(Processor processor) {
    if (processor == Processor.OTHER) {
      return Optional.empty();
    }
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    Map<TileMap, Integer> offsets = new EnumMap<>(TileMap.class);
    for (TileMap map : TileMap.values()) {
      code.writeBytes(new byte[-code.size() & (ALIGNMENT - 1)]);
      offsets.put(map, code.size());
      code.writeBytes(new Function(map, new CodeBuilder(processor == Processor.AVX_512)).finish());
    }
    return MachineCode.of(code.toByteArray()).map(loaded -> new TileCode(loaded, offsets));
  }

  /// Writes down what a function is to do, and makes it a kernel.
  ///
  /// @param arguments where to write that down: [#ARGUMENT_BYTES] that stay as long as the kernel
  /// @param from the address of the addresses of the tiles' elements, tile by tile and row by row
  /// @param to the same of the results'
  /// @param channels floats of an element, a multiple of 16
  public Kernel bind(TileMap map, long arguments, long from, long to, int tiles, int channels, long scratch) {
    Memory.putLong(arguments, from);
    Memory.putLong(arguments + 8, to);
    Memory.putLong(arguments + 16, tiles);
    Memory.putLong(arguments + 24, 4L * channels);
    Memory.putLong(arguments + 32, scratch);
    return code.function(Objects.requireNonNull(offsets.get(map)), arguments);
  }

  /// One function.
  private static final class Function {
    private final TileMap map;
    private final CodeBuilder builder;
    private final VectorCode code;
    private final Assembler assembler;

    Function(TileMap map, CodeBuilder builder) {
      this.map = map;
      this.builder = builder;
      this.code = builder.vectors();
      this.assembler = builder.assembler();
    }

    byte[] finish() {
      assembler.load(R8, RDI, 0);
      assembler.load(R9, RDI, 8);
      assembler.load(R10, RDI, 16);
      assembler.load(R11, RDI, 24);
      assembler.load(RDX, RDI, 32);
      int tile = assembler.position();
      assembler.zero(RCX);
      int channel = assembler.position();
      lines();
      assembler.add(RCX, code.width());
      assembler.compareRegisters(RCX, R11);
      assembler.jumpIfBelow(channel);
      assembler.add(R8, 8 * map.from() * map.from());
      assembler.add(R9, 8 * map.to() * map.to());
      assembler.add(R10, -1);
      assembler.jumpIfNotEqual(tile);
      return builder.finish();
    }

    private void lines() {
      int inputs = map.from();
      int outputs = map.to();
      TileLine line = new TileLine(map.matrix(), inputs, code);
      for (int column = 0; column < inputs; column++) {
        for (int row = 0; row < inputs; row++) {
          assembler.load(RAX, R8, 8 * (row * inputs + column));
          line.load(new Operand.Memory(RAX, RCX, 0));
        }
        int first = column;
        line.map((row, register) -> code.store(Operand.Memory.at(RDX, (row * inputs + first) * code.width()), register));
      }
      for (int row = 0; row < outputs; row++) {
        for (int column = 0; column < inputs; column++) {
          line.load(Operand.Memory.at(RDX, (row * inputs + column) * code.width()));
        }
        int first = row * outputs;
        line.map((column, register) -> {
          assembler.load(RAX, R9, 8 * (first + column));
          if (map == TileMap.INPUT_GRADIENT) {
            code.add(register, register, new Operand.Memory(RAX, RCX, 0));
          }
          code.store(new Operand.Memory(RAX, RCX, 0), register);
        });
      }
    }
  }
}
