package org.sungu.backend.cpu.code;

import static org.sungu.backend.cpu.code.Assembler.RAX;
import static org.sungu.backend.cpu.code.CodeBuilder.displacement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sungu.backend.cpu.code.CodeBuilder.Fixed;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.code.CodeBuilder.Origin;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.View;

/// The code of a loop whose operands lie elsewhere in every step, by an equal distance each time, or in two places that take turns. Cursors on
/// the stack follow them: one for all that move alike, so that a body uses few registers whatever number of stacks it reads and writes.
public final class LoopCode {
  /// A word on the stack that points to where an origin has moved to.
  ///
  /// @param place its place on the stack
  public record Cursor(int place) implements Origin {}

  /// Where something lies in the first step, and how far from there in the next one.
  ///
  /// @param alternating whether it is back again in the third
  public record Motion(Location first, long distance, boolean alternating) {
    /// @param first where it lies in the first three steps
    public static Motion of(Location first, Location second, Location third) {
      long distance = second.value() - first.value();
      return new Motion(first, distance, distance != 0 && third.value() == first.value());
    }
  }

  /// One step of a loop.
  ///
  /// @param pieces what it does, in order
  /// @param moving the buffers that move
  /// @param still where everything else lies
  public record Step(List<Piece> pieces, Map<Buffer, Motion> moving, Locations still) {}

  /// What a cursor does.
  private record Track(Location origin, long distance, boolean alternating) {}

  private record Placed(Track track, Cursor cursor, int words) {}

  private final CodeBuilder builder;
  private final Assembler assembler;
  private final List<Placed> cursors = new ArrayList<>();

  private LoopCode(CodeBuilder builder) {
    this.builder = builder;
    this.assembler = builder.assembler();
  }

  /// @param times how often the step is done, at least once
  public static void emit(int times, Step step, CodeBuilder builder) {
    new LoopCode(builder).emit(times, step);
  }

  private void emit(int times, Step step) {
    step.moving().values().forEach(this::place);
    assembler.moveInt(RAX, times);
    int counter = builder.push(RAX);
    // What the registers hold at the loop's beginning is not what they hold when it comes back there.
    builder.forgetBases();
    int top = assembler.position();
    Locations locations = new Locations() {
      @Override
      public Location of(View view) {
        Motion motion = step.moving().get(view.buffer());
        return motion == null ? step.still().of(view) : location(motion).plus(view.byteOffset());
      }

      @Override
      public Location scratch() {
        return step.still().scratch();
      }
    };
    for (Piece piece : step.pieces()) {
      ChainCompiler.emit(piece, builder, locations);
      builder.vectors().freeAll();
    }
    cursors.forEach(this::advance);
    assembler.add(builder.stack(counter), -1);
    assembler.jumpIfNotEqual(top);
    builder.forgetBases();
    builder.pop(1 + cursors.stream().mapToInt(Placed::words).sum());
  }

  private static Track track(Motion motion) {
    Location first = motion.first();
    // Whatever moves alike in the arena shares a cursor.
    Location origin = first.origin() == Fixed.MEMORY ? first : new Location(first.origin(), 0);
    return new Track(origin, motion.distance(), motion.alternating());
  }

  private void place(Motion motion) {
    Track track = track(motion);
    if (motion.distance() == 0 || cursors.stream().anyMatch(placed -> placed.track().equals(track))) {
      return;
    }
    builder.move(RAX, track.origin());
    int place = builder.push(RAX);
    if (track.alternating()) {
      assembler.move(RAX, track.distance());
      builder.push(RAX);
    }
    cursors.add(new Placed(track, new Cursor(place), track.alternating() ? 2 : 1));
  }

  private Location location(Motion motion) {
    if (motion.distance() == 0) {
      return motion.first();
    }
    Track track = track(motion);
    for (Placed placed : cursors) {
      if (placed.track().equals(track)) {
        return new Location(placed.cursor(), motion.first().value() - track.origin().value());
      }
    }
    throw new IllegalStateException("nothing moves like " + motion);
  }

  private void advance(Placed placed) {
    Operand.Memory pointer = builder.stack(placed.cursor().place());
    if (placed.track().alternating()) {
      Operand.Memory distance = builder.stack(placed.cursor().place() + Long.BYTES);
      assembler.load(RAX, distance);
      assembler.addRegister(pointer, RAX);
      assembler.negate(distance);
    } else {
      assembler.add(pointer, displacement(placed.track().distance()));
    }
  }
}
