package org.sungu.backend.cpu.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts steps together to [Chain]s.
///
/// A chain takes the next step that fits, and leaves out those that do not, such as a sum over the batch or the gradient of a weight, as
/// long as no later step of the chain needs them. Those left out follow behind. So the way through a network and back is
/// one chain over pieces of the batch, and a weight's gradient and its update are one over pieces of the weight.
///
/// A step that is not cut and has nothing to do with a chain, such as the arrangement of another layer's kernel, becomes a piece of its own beside it, so that
/// no thread waits for it.
///
/// How many pieces there are depends on sizes alone, so the numbers do not depend on how many threads there are.
final class Chaining {
  /// So many steps at most are left out before a chain ends: what they read must wait in memory.
  private static final int MOST_LEFT_OUT = 24;
  /// A chain keeps everything that it writes, so it ends before that is too much.
  private static final long MOST_BYTES = 256L << 20;
  /// Worth waking another thread for.
  private static final double LEAST_PIECE_NANOSECONDS = 15_000;
  private static final double PIECE_NANOSECONDS = 150_000;
  /// Worth sharing with a thread that is awake.
  private static final double BRIEF_NANOSECONDS = 3_500;
  /// What a piece touches should stay in a processor's own cache.
  private static final long PIECE_BYTES = 512 << 10;
  private static final int MOST_PIECES = 64;
  /// A chain that can be cut into fewer units does not take more steps.
  private static final long FEW_UNITS = 8;

  /// Less than this is not worth a piece of its own.
  private static final long LEAST_BYTES_ASIDE = 256 << 10;

  /// Steps that one thread does beside the chain, in order.
  private record Aside(List<Piece> pieces, Set<Buffer> written) {}

  private final Map<Buffer, Set<Buffer>> updatedBy;
  private final boolean brief;
  private final List<Aside> aside = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<Buffer> written = new HashSet<>();
  /// Those of which a piece writes others than its rows.
  private final Set<Buffer> writtenElsewhere = new HashSet<>();
  private final Set<Buffer> readWhole = new HashSet<>();
  private long units;
  private long bytes;

  private Chaining(Map<Buffer, Set<Buffer>> updatedBy, boolean brief) {
    this.updatedBy = updatedBy;
    this.brief = brief;
  }

  /// @param steps in an order in which they can run
  /// @param updates the variables' new values, whose steps stay behind all that read the old ones
  static List<Chain> of(List<Step> steps, Collection<Plan.Update> updates) {
    return of(steps, updates, false);
  }

  /// @param brief whether steps of a few microseconds are cut, too, as it is one run that counts rather than many
  static List<Chain> of(List<Step> steps, Collection<Plan.Update> updates, boolean brief) {
    Map<Buffer, Set<Buffer>> updatedBy = new HashMap<>();
    for (Plan.Update update : updates) {
      updatedBy.computeIfAbsent(update.value().buffer(), _ -> new HashSet<>()).add(update.variable());
    }
    List<Chain> chains = new ArrayList<>();
    List<Step> waiting = List.copyOf(steps);
    while (!waiting.isEmpty()) {
      Chaining chaining = new Chaining(updatedBy, brief);
      waiting = chaining.take(waiting);
      chains.add(chaining.chain());
    }
    return chains;
  }

  /// Takes what fits and returns the rest.
  private List<Step> take(List<Step> waiting) {
    List<Step> left = new ArrayList<>();
    Set<Buffer> missing = new HashSet<>();
    Set<Buffer> readLater = new HashSet<>();
    add(waiting.getFirst());
    boolean open = steps.getFirst().work() instanceof Cut cut && cut.mostPieces() > 1;
    for (Step step : waiting.subList(1, waiting.size())) {
      if (open && left.size() < MOST_LEFT_OUT && step.reads().stream().noneMatch(missing::contains)
          && variables(step).stream().noneMatch(readLater::contains) && fits(step)) {
        add(step);
      } else if (!open || left.size() >= MOST_LEFT_OUT || step.reads().stream().anyMatch(missing::contains) || !goesAside(step)) {
        left.add(step);
        missing.addAll(step.writes());
        readLater.addAll(step.reads());
      }
    }
    return left;
  }

  /// The variables in whose memory the step may write.
  private Set<Buffer> variables(Step step) {
    Set<Buffer> variables = new HashSet<>();
    for (Buffer write : step.writes()) {
      variables.addAll(updatedBy.getOrDefault(write, Set.of()));
    }
    return variables;
  }

  private boolean fits(Step step) {
    if (!(step.work() instanceof Cut cut) || cut.mostPieces() < 2 || bytes > MOST_BYTES) {
      return false;
    }
    long common = Rows.gcd(units, cut.rows());
    if (common < Math.min(FEW_UNITS, Math.min(units, cut.rows())) || common == 1) {
      return false;
    }
    for (Buffer read : step.reads()) {
      if (writtenElsewhere.contains(read) || (written.contains(read) && !cut.along().contains(read))) {
        return false;
      }
    }
    if (!cut.along().containsAll(step.writes()) && !variables(step).isEmpty()) {
      return false;
    }
    return variables(step).stream().noneMatch(
        variable -> readWhole.contains(variable) || (step.reads().contains(variable) && !cut.along().contains(variable)));
  }

  /// Adds a step as a piece of its own if nothing that it reads or writes is the chain's.
  private boolean goesAside(Step step) {
    boolean large = step.writes().stream().mapToLong(Buffer::byteSize).sum() >= LEAST_BYTES_ASIDE;
    if (!(step.work() instanceof Piece piece) || !large || !variables(step).isEmpty() || step.writes().stream().anyMatch(written::contains)) {
      return false;
    }
    List<Aside> before = aside.stream().filter(other -> step.reads().stream().anyMatch(other.written()::contains)).toList();
    Set<Buffer> known = before.isEmpty() ? Set.of() : before.getFirst().written();
    if (before.size() > 1 || step.reads().stream().anyMatch(read -> written.contains(read) && !known.contains(read))) {
      return false;
    }
    if (before.isEmpty()) {
      aside.add(new Aside(new ArrayList<>(List.of(piece)), new HashSet<>(step.writes())));
    } else {
      before.getFirst().pieces().add(piece);
      before.getFirst().written().addAll(step.writes());
    }
    steps.add(step);
    written.addAll(step.writes());
    writtenElsewhere.addAll(step.writes());
    readWhole.addAll(step.reads());
    return true;
  }

  private void add(Step step) {
    steps.add(step);
    if (!(step.work() instanceof Cut cut)) {
      return;
    }
    units = steps.size() == 1 ? cut.rows() : Rows.gcd(units, cut.rows());
    written.addAll(step.writes());
    step.writes().stream().filter(write -> !cut.along().contains(write)).forEach(writtenElsewhere::add);
    for (Buffer read : step.reads()) {
      if (!cut.along().contains(read)) {
        readWhole.add(read);
      }
    }
    bytes += cut.along().stream().mapToLong(Buffer::byteSize).sum();
  }

  private Chain chain() {
    if (steps.getFirst().work() instanceof Piece whole) {
      return Chain.of(steps.getFirst(), whole);
    }
    double nanoseconds = 0;
    long granule = 1;
    long most = MOST_PIECES;
    for (Step step : steps) {
      if (!(step.work() instanceof Cut cut)) {
        continue;
      }
      nanoseconds += cut.nanoseconds();
      long multiple = cut.multiple() / Rows.gcd(cut.multiple(), cut.rows() / units);
      granule = granule / Rows.gcd(granule, multiple) * multiple;
      most = Math.min(most, cut.mostPieces());
    }
    long granules = Math.ceilDiv(units, granule);
    double wanted = Math.max(nanoseconds / PIECE_NANOSECONDS, (double) bytes / PIECE_BYTES);
    wanted = Math.min(Math.ceil(wanted), nanoseconds / LEAST_PIECE_NANOSECONDS);
    int count = (int) Math.clamp((long) wanted, 1, Math.max(1, Math.min(most, granules)));
    // Two threads, or four, should come out even.
    count = count > 2 && count < granules ? count & -2 : count;
    boolean brieflyCut = brief && aside.isEmpty() && count == 1 && granules > 1 && most > 1 && nanoseconds >= BRIEF_NANOSECONDS;
    count = brieflyCut ? 2 : count;
    long[] bounds = new long[count + 1];
    for (int i = 0; i <= count; i++) {
      bounds[i] = Math.min(units, i * granules / count * granule);
    }
    return Chain.of(steps, units, bounds, aside.stream().map(other -> List.copyOf(other.pieces())).toList(), brieflyCut);
  }
}
