package org.sungu.backend.cpu.lowering;

import java.util.List;
import java.util.Map;
import org.sungu.backend.cpu.code.CodeBuilder;
import org.sungu.backend.cpu.code.CodeBuilder.Location;
import org.sungu.backend.cpu.code.CodeBuilder.Locations;
import org.sungu.backend.cpu.code.LoopCode;
import org.sungu.backend.cpu.code.LoopCode.Motion;
import org.sungu.backend.cpu.kernel.Kernel;
import org.sungu.backend.cpu.memory.Memory;
import org.sungu.backend.cpu.plan.Addresses;
import org.sungu.backend.cpu.plan.Buffer;
import org.sungu.backend.cpu.plan.Piece;
import org.sungu.backend.cpu.plan.Plan;
import org.sungu.backend.cpu.plan.View;
import org.sungu.backend.cpu.thread.Team;

/// One step of a loop: a plan, and the buffers that lie elsewhere in each step.
///
/// @param outputs buffers that a step of the plan writes in full
/// @param team who works on it
record LoweredBody(Plan plan, List<Buffer> inputs, List<Buffer> outputs, Team team) {
  /// Bytes for everything between inputs and outputs.
  long arenaBytes() {
    return Memory.aligned(plan.arenaBytes());
  }

  /// Adds the kernels of one step of the loop.
  ///
  /// @param places where inputs and outputs lie in this step
  /// @param around where everything lies that the body reads from outside
  /// @param arena the address of memory for what lies between
  void bind(Map<Buffer, Long> places, Addresses around, long arena, List<Kernel> kernels) {
    Addresses addresses = new Addresses() {
      @Override
      public long of(View view) {
        Long place = places.get(view.buffer());
        if (place != null) {
          return place + view.byteOffset();
        }
        return view.buffer().home() == Buffer.Home.ARENA ? arena + plan.offset(view.buffer()) + view.byteOffset() : around.of(view);
      }

      @Override
      public long scratch() {
        return arena;
      }
    };
    plan.chains().forEach(chain -> kernels.add(chain.bind(addresses, team)));
  }

  /// Whether one thread does a whole step.
  boolean isInOnePiece() {
    return plan.chains().stream().allMatch(chain -> chain.pieceCount() == 1);
  }

  /// Writes the code of all steps of the loop.
  ///
  /// @param motions how inputs and outputs move
  /// @param around where everything lies that the body reads from outside; what lies between is in its scratch memory
  void emit(int steps, Map<Buffer, Motion> motions, Locations around, CodeBuilder builder) {
    Locations still = new Locations() {
      @Override
      public Location of(View view) {
        return view.buffer().home() == Buffer.Home.ARENA ? scratch().plus(plan.offset(view.buffer()) + view.byteOffset()) : around.of(view);
      }

      @Override
      public Location scratch() {
        return around.scratch();
      }
    };
    List<Piece> pieces = plan.chains().stream().flatMap(chain -> chain.pieces().getFirst().stream()).toList();
    LoopCode.emit(steps, new LoopCode.Step(pieces, motions, still), builder);
  }
}
