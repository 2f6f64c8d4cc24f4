package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Node;
import org.sungu.graph.Pointwise;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.Shape;

/// `maximum(add(x, b), 0)` → one [FusedPointwise]: pointwise nodes of one shape that read from each other become one pass over memory,
/// with a result for every member that others read. A whole Adam update (both moments and the parameter) becomes one node.
///
/// Members are equal in shape, so nothing is computed more than once; smaller operands, such as a bias or a learning rate, are
/// inputs that stretch. Small nodes fuse even where they have nothing to do with each other, as starting a kernel costs more than
/// running it. Reductions, products and movements are borders. [FusionLevels] says why no cycle can arise.
public final class PointwiseFusion implements Rewrite {
  private static final int MOST_STEPS = 64;
  /// A loop over more arrays runs out of registers for their addresses.
  private static final int MOST_ARRAYS = 16;
  private static final int FEW_ELEMENTS = 1024;

  private final Predicate<Node> fusable;

  public PointwiseFusion() {
    this(_ -> true);
  }

  /// @param supported which pointwise nodes the backend can compute inside a fused one
  public PointwiseFusion(Predicate<Node> supported) {
    this.fusable = node -> node.op() instanceof Pointwise && supported.test(node);
  }

  @Override
  public Program apply(Program program) {
    Map<Node, FusionGroup> groups = new HashMap<>();
    for (FusionGroup group : groups(program)) {
      if (group.members().size() > 1) {
        group.members().forEach(member -> groups.put(member, group));
      }
    }
    return groups.isEmpty() ? program : rebuild(program, groups);
  }

  /// What nodes must have in common to be fused.
  private record Kind(int level, Shape shape) {}

  private List<FusionGroup> groups(Program program) {
    FusionLevels levels = new FusionLevels(program, fusable);
    List<FusionGroup> groups = new ArrayList<>();
    Map<Kind, FusionGroup> small = new HashMap<>();
    for (List<Node> component : components(program, levels)) {
      List<FusionGroup> pieces = split(component);
      Node first = component.getFirst();
      Shape shape = first.output(0).shape();
      if (pieces.size() > 1 || shape.elementCount() > FEW_ELEMENTS) {
        groups.addAll(pieces);
        continue;
      }
      // Components of one kind do not read from each other, so any of them may go together.
      FusionGroup host = small.get(new Kind(levels.of(first), shape));
      if (host != null && fits(host, component)) {
        component.forEach(host::add);
      } else {
        groups.addAll(pieces);
        small.put(new Kind(levels.of(first), shape), pieces.getFirst());
      }
    }
    return groups;
  }

  /// Fusable nodes of one level and shape that read from each other, in the order of the program.
  private Collection<List<Node>> components(Program program, FusionLevels levels) {
    Components components = new Components();
    for (Node node : program.nodes()) {
      if (!fusable.test(node)) {
        continue;
      }
      components.add(node);
      for (Tensor input : node.inputs()) {
        Node producer = input.node();
        if (levels.joins(producer, node) && levels.of(producer) == levels.of(node)) {
          components.join(producer, node);
        }
      }
    }
    return components.sets();
  }

  /// Cuts a component that is too large. Pieces are consecutive in the program's order, so they read from earlier pieces only.
  private static List<FusionGroup> split(List<Node> component) {
    List<FusionGroup> groups = new ArrayList<>();
    FusionGroup group = new FusionGroup();
    groups.add(group);
    for (Node node : component) {
      if (!fits(group, List.of(node))) {
        group = new FusionGroup();
        groups.add(group);
      }
      group.add(node);
    }
    return groups;
  }

  private static boolean fits(FusionGroup group, List<Node> more) {
    return group.members().size() + more.size() <= MOST_STEPS && group.arraysWith(more) <= MOST_ARRAYS;
  }

  private static Program rebuild(Program program, Map<Node, FusionGroup> groups) {
    Set<Tensor> usedOutside = usedOutside(program, groups);
    Rebuild rebuild = new Rebuild();
    Set<Object> done = new HashSet<>();
    List<Node> stack = new ArrayList<>();
    for (Node root : program.nodes()) {
      stack.add(root);
      while (!stack.isEmpty()) {
        Node node = stack.getLast();
        FusionGroup group = groups.get(node);
        Object unit = group == null ? node : group;
        if (done.contains(unit)) {
          stack.removeLast();
          continue;
        }
        int before = stack.size();
        for (Tensor input : group == null ? node.inputs() : group.inputs()) {
          FusionGroup source = groups.get(input.node());
          if (!done.contains(source == null ? input.node() : source)) {
            stack.add(input.node());
          }
        }
        if (stack.size() == before) {
          done.add(unit);
          if (group == null) {
            rebuild.replace(node, rebuild.copy(node));
          } else {
            group.fuse(rebuild, usedOutside);
          }
          stack.removeLast();
        }
      }
    }
    return rebuild.finish(program);
  }

  private static Set<Tensor> usedOutside(Program program, Map<Node, FusionGroup> groups) {
    Set<Tensor> used = new HashSet<>(program.outputs());
    used.addAll(program.updates().values());
    for (Node node : program.nodes()) {
      for (Tensor input : node.inputs()) {
        FusionGroup group = groups.get(input.node());
        if (group != null && group != groups.get(node)) {
          used.add(input);
        }
      }
    }
    return used;
  }
}
