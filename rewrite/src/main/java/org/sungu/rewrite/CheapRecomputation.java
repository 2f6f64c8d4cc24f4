package org.sungu.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Absolute;
import org.sungu.graph.Add;
import org.sungu.graph.Cast;
import org.sungu.graph.Comparison;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Logical;
import org.sungu.graph.Maximum;
import org.sungu.graph.Minimum;
import org.sungu.graph.Multiply;
import org.sungu.graph.Negate;
import org.sungu.graph.Node;
import org.sungu.graph.Not;
import org.sungu.graph.Pointwise;
import org.sungu.graph.ReduceSum;
import org.sungu.graph.Select;
import org.sungu.graph.Subtract;
import org.sungu.graph.Tensor;
import org.sungu.graph.program.Program;
import org.sungu.tensor.DType;

/// `h·c, y = fused(x, b); d = fused(h·c, u)` → `y = fused(x, b); d = fused(x, b, u)`, where `h = x + b`: a value that only fused ops read, and
/// that a few cheap ops compute from what is in memory anyway, is computed again where it is read, instead of being written and read.
///
/// That is how the backward pass gets at what the forward pass has computed. To be applied behind [PointwiseFusion].
public final class CheapRecomputation implements Rewrite {
  private static final long MANY_ELEMENTS = 4096;
  /// An operand that is so much smaller than the result stays in the cache.
  private static final long SMALLER = 16;
  private static final int MOST_STEPS = 6;

  /// @param recipes the values that fused ops compute by themselves from now on
  /// @param needed what other ops read
  private record Choice(Map<Tensor, Recipe> recipes, Set<Tensor> needed) {
    /// Whether nobody reads the value any more.
    boolean drops(Tensor value) {
      return recipes.containsKey(value) && !needed.contains(value);
    }
  }

  /// How a value comes about: steps of its fused op, in order, and the tensors that they begin with.
  private record Recipe(List<Integer> steps, Set<Tensor> leaves) {}

  @Override
  public Program apply(Program unfused) {
    Program program = withChains(unfused);
    Choice choice = choice(program);
    Map<Tensor, Recipe> chosen = choice.recipes();
    if (chosen.isEmpty()) {
      return unfused;
    }
    Rebuild rebuild = new Rebuild();
    for (Node node : program.nodes()) {
      boolean touched = node.inputs().stream().anyMatch(chosen::containsKey) || node.outputs().stream().anyMatch(chosen::containsKey);
      if (touched && node.op() instanceof FusedPointwise fused) {
        rebuild(node, fused, choice, rebuild);
      } else {
        rebuild.replace(node, rebuild.copy(node));
      }
    }
    return rebuild.finish(program);
  }

  /// Makes single ops that a fused one reads from fused ones, too.
  private static Program withChains(Program program) {
    Set<Tensor> read = new HashSet<>();
    for (Node node : program.nodes()) {
      if (node.op() instanceof FusedPointwise) {
        read.addAll(node.inputs());
      }
    }
    Rebuild rebuild = new Rebuild();
    for (Node node : program.nodes()) {
      if (node.op() instanceof Pointwise op && read.contains(node.output(0)) && isCheap(op) && isLarge(node.output(0)) && isFloat32(node)) {
        List<Integer> arguments = IntStream.range(0, node.inputs().size()).boxed().toList();
        FusedPointwise fused = new FusedPointwise(arguments.size(), List.of(new FusedPointwise.Step(op, arguments)), List.of(0));
        rebuild.replace(node, Node.of(fused, rebuild.of(node.inputs())));
      } else {
        rebuild.replace(node, rebuild.copy(node));
      }
    }
    return rebuild.finish(program);
  }

  private static boolean isLarge(Tensor tensor) {
    return tensor.shape().elementCount() >= MANY_ELEMENTS;
  }

  private static boolean isFloat32(Node node) {
    return node.output(0).dtype() == DType.FLOAT32 && node.inputs().stream().allMatch(input -> input.dtype() == DType.FLOAT32);
  }

  private static Choice choice(Program program) {
    Map<Tensor, Set<Node>> readers = new LinkedHashMap<>();
    Set<Tensor> needed = new HashSet<>();
    Set<Tensor> kept = new HashSet<>(program.outputs());
    kept.addAll(program.updates().values());
    for (Node node : program.nodes()) {
      for (Tensor input : node.inputs()) {
        if (node.op() instanceof FusedPointwise) {
          readers.computeIfAbsent(input, _ -> new LinkedHashSet<>()).add(node);
        } else {
          needed.add(input);
          if (!isColumnSum(node)) {
            kept.add(input);
          }
        }
      }
    }
    needed.addAll(kept);
    Map<Tensor, Recipe> chosen = new HashMap<>();
    Map<Node, Set<Tensor>> arrays = new HashMap<>();
    readers.forEach((tensor, nodes) -> {
      long most = kept.contains(tensor) ? byteSize(tensor) - 1 : byteSize(tensor);
      Recipe recipe = isLarge(tensor) && tensor.node().op() instanceof FusedPointwise fused ? recipe(tensor, fused) : null;
      if (recipe != null && recipe.leaves().stream().noneMatch(chosen::containsKey)
          && nodes.stream().allMatch(node -> added(tensor, recipe, arrays.computeIfAbsent(node, key -> new HashSet<>(key.inputs()))) <= most)) {
        chosen.put(tensor, recipe);
        kept.addAll(recipe.leaves());
        needed.addAll(recipe.leaves());
        for (Node node : nodes) {
          Set<Tensor> read = arrays.getOrDefault(node, Set.of());
          read.remove(tensor);
          read.addAll(recipe.leaves());
        }
      }
    });
    return new Choice(chosen, needed);
  }

  /// Null if more than a few cheap ops are behind the value.
  private static @Nullable Recipe recipe(Tensor value, FusedPointwise fused) {
    TreeSet<Integer> steps = new TreeSet<>();
    Set<Tensor> leaves = new LinkedHashSet<>();
    List<Integer> open = new ArrayList<>(List.of(fused.results().get(value.index())));
    while (!open.isEmpty()) {
      int step = open.removeLast();
      if (!steps.add(step)) {
        continue;
      }
      if (steps.size() > MOST_STEPS || !isCheap(fused.steps().get(step).op())) {
        return null;
      }
      for (int argument : fused.steps().get(step).arguments()) {
        if (argument < fused.inputCount()) {
          leaves.add(value.node().input(argument));
        } else {
          open.add(argument - fused.inputCount());
        }
      }
    }
    return new Recipe(List.copyOf(steps), leaves);
  }

  private static boolean isCheap(Pointwise op) {
    return switch (op) {
      case Add _, Subtract _, Multiply _, Negate _, Maximum _, Minimum _, Absolute _, Select _, Comparison _, Logical _, Not _, Cast _ -> true;
      default -> false;
    };
  }

  /// How many bytes a reader of those tensors reads in place of the value.
  private static long added(Tensor value, Recipe recipe, Set<Tensor> read) {
    return recipe.leaves().stream()
        .filter(leaf -> !read.contains(leaf) && leaf.shape().elementCount() * SMALLER > value.shape().elementCount())
        .mapToLong(CheapRecomputation::byteSize).sum();
  }

  /// Whether the node adds up rows, which a backend can do while it computes them.
  private static boolean isColumnSum(Node node) {
    return node.op() instanceof ReduceSum sum && !sum.axes().contains(node.input(0).rank() - 1);
  }

  private static long byteSize(Tensor tensor) {
    return tensor.shape().elementCount() * tensor.dtype().byteSize();
  }

  /// The op without the chosen ones among its results, computing those among its inputs by itself.
  private static void rebuild(Node node, FusedPointwise fused, Choice choice, Rebuild rebuild) {
    Map<Tensor, Recipe> chosen = choice.recipes();
    List<Tensor> outputs = node.outputs().stream().filter(output -> !choice.drops(output)).toList();
    if (outputs.isEmpty()) {
      return;
    }
    SequencedSet<Tensor> inputs = new LinkedHashSet<>();
    for (Tensor input : node.inputs()) {
      Recipe recipe = chosen.get(input);
      inputs.addAll(recipe == null ? List.of(input) : List.copyOf(recipe.leaves()));
    }
    Map<Tensor, Integer> places = new HashMap<>();
    inputs.forEach(input -> places.put(input, places.size()));
    List<FusedPointwise.Step> steps = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      Recipe recipe = chosen.get(input);
      if (recipe != null) {
        FusedPointwise source = (FusedPointwise) input.node().op();
        Map<Integer, Integer> values = new HashMap<>();
        for (int i = 0; i < source.inputCount(); i++) {
          values.put(i, places.get(input.node().input(i)));
        }
        for (int step : recipe.steps()) {
          steps.add(step(source.steps().get(step), values));
          values.put(source.inputCount() + step, inputs.size() + steps.size() - 1);
        }
        places.put(input, inputs.size() + steps.size() - 1);
      }
    }
    Map<Integer, Integer> values = new HashMap<>();
    for (int i = 0; i < fused.inputCount(); i++) {
      values.put(i, places.get(node.input(i)));
    }
    for (int i = 0; i < fused.steps().size(); i++) {
      steps.add(step(fused.steps().get(i), values));
      values.put(fused.inputCount() + i, inputs.size() + steps.size() - 1);
    }
    List<Integer> results = outputs.stream().map(output -> values.get(fused.inputCount() + fused.results().get(output.index()))).toList();
    Node made = used(List.copyOf(inputs), steps, results, rebuild);
    for (int i = 0; i < outputs.size(); i++) {
      rebuild.replace(outputs.get(i), made.output(i));
    }
  }

  private static FusedPointwise.Step step(FusedPointwise.Step step, Map<Integer, Integer> values) {
    return new FusedPointwise.Step(step.op(), step.arguments().stream().map(values::get).toList());
  }

  /// The fused op of those inputs and steps that the results depend on.
  ///
  /// @param results as values
  private static Node used(List<Tensor> inputs, List<FusedPointwise.Step> steps, List<Integer> results, Rebuild rebuild) {
    TreeSet<Integer> needed = new TreeSet<>(results);
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (needed.contains(inputs.size() + i)) {
        needed.addAll(steps.get(i).arguments());
      }
    }
    Map<Integer, Integer> values = new HashMap<>();
    needed.forEach(value -> values.put(value, values.size()));
    int count = needed.headSet(inputs.size()).size();
    List<FusedPointwise.Step> left = needed.tailSet(inputs.size()).stream().map(value -> step(steps.get(value - inputs.size()), values)).toList();
    FusedPointwise op = new FusedPointwise(count, left, results.stream().map(result -> values.getOrDefault(result, 0) - count).toList());
    return Node.of(op, rebuild.of(needed.headSet(inputs.size()).stream().map(inputs::get).toList()));
  }
}
