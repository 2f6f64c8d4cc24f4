package org.sungu.backend.cpu.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The steps of a program in the order in which they run, put together to chains, and where their buffers lie.
///
/// A variable's new value is written straight into the variable's memory where no later step reads the old one, and steps that only
/// compute new values move back for that; otherwise it is copied there at the end.
public final class Plan {
  /// The new value of a variable.
  public record Update(Buffer variable, View value) {}

  private final Preparation preparation;
  private final List<Chain> chains;
  private final Map<Buffer, Buffer> inVariables;
  private final ArenaLayout layout;

  private Plan(Preparation preparation, List<Chain> chains, Map<Buffer, Buffer> inVariables, ArenaLayout layout) {
    this.preparation = preparation;
    this.chains = chains;
    this.inVariables = inVariables;
    this.layout = layout;
  }

  /// @param outputs buffers in the arena that are read after the run
  /// @param updates values that are each the whole of a buffer in the arena
  public static Plan of(List<Step> lowered, List<Buffer> inputs, List<Buffer> outputs, List<Update> updates) {
    Preparation preparation = updates.isEmpty() ? Preparation.of(lowered, outputs) : Preparation.none(lowered);
    List<Chain> chains = Chaining.of(sinkUpdates(preparation.rest(), updates), updates, updates.isEmpty());
    Map<Buffer, Buffer> inVariables = new HashMap<>();
    for (Update update : updates) {
      Buffer value = update.value().buffer();
      if (!inVariables.containsKey(value) && value.home() == Buffer.Home.ARENA && canWriteInto(update, chains)) {
        inVariables.put(value, update.variable());
      } else {
        chains.addAll(Chaining.of(List.of(CopyStep.of(update.value(), update.variable())), List.of()));
      }
    }
    Set<Buffer> elsewhere = new HashSet<>(inVariables.keySet());
    elsewhere.addAll(preparation.buffers());
    ArenaLayout layout = ArenaLayout.of(chains, inputs, outputs, elsewhere);
    return new Plan(preparation, List.copyOf(chains), Map.copyOf(inVariables), layout);
  }

  /// @param outputs buffers for which the arena needs no room
  public static Plan ofBody(List<Step> steps, List<Buffer> outputs) {
    List<Chain> chains = Chaining.of(steps, List.of());
    return new Plan(Preparation.none(steps), List.copyOf(chains), Map.of(), ArenaLayout.of(chains, List.of(), List.of(), Set.copyOf(outputs)));
  }

  public Preparation preparation() {
    return preparation;
  }

  public List<Chain> chains() {
    return chains;
  }

  /// Bytes of one call's arena.
  public long arenaBytes() {
    return layout.byteSize();
  }

  /// The variable in whose memory the buffer lies, or the buffer itself.
  public Buffer resolve(Buffer buffer) {
    return inVariables.getOrDefault(buffer, buffer);
  }

  /// The offset of a buffer that lies in the arena.
  public long offset(Buffer buffer) {
    return layout.offset(buffer);
  }

  /// Moves each step whose results are read by no other step behind the last reader of the variables that it updates.
  private static List<Step> sinkUpdates(List<Step> steps, List<Update> updates) {
    Set<Buffer> read = new HashSet<>();
    Map<Buffer, Integer> lastReader = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Buffer buffer : steps.get(i).reads()) {
        read.add(buffer);
        lastReader.put(buffer, i);
      }
    }
    Map<Buffer, Buffer> targets = new HashMap<>();
    for (Update update : updates) {
      targets.put(update.value().buffer(), update.variable());
    }
    List<List<Step>> behind = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      behind.add(new ArrayList<>());
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int position = i;
      if (step.writes().stream().noneMatch(read::contains)) {
        for (Buffer write : step.writes()) {
          Buffer variable = targets.get(write);
          position = Math.max(position, variable == null ? i : lastReader.getOrDefault(variable, i));
        }
      }
      if (position == i) {
        behind.get(i).addFirst(step);
      } else {
        behind.get(position).add(step);
      }
    }
    List<Step> result = new ArrayList<>();
    behind.forEach(result::addAll);
    return result;
  }

  private static boolean canWriteInto(Update update, List<Chain> chains) {
    Buffer value = update.value().buffer();
    Buffer variable = update.variable();
    boolean written = false;
    for (Chain chain : chains) {
      for (Step step : chain.steps()) {
        if (written && step.reads().contains(variable)) {
          return false;
        }
        if (step.writes().contains(value)) {
          written = true;
          if (!chain.mayOverwrite(variable) || (step.reads().contains(variable) && !step.mayOverlap(variable, value))) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
