package org.sungu.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.RandomUniform;
import org.sungu.graph.ReadVariable;
import org.sungu.graph.ShapeException;
import org.sungu.graph.Tensor;
import org.sungu.graph.Variable;
import org.sungu.nn.constraint.Constraint;
import org.sungu.nn.initializer.Initializer;
import org.sungu.nn.regularizer.Regularizer;
import org.sungu.tensor.DType;
import org.sungu.tensor.Shape;

/// One passage through a network that turns it into graph, collecting what the layers leave behind: the weights they read,
/// penalties to add to the loss, and new values of states.
public final class Trace {
  private final Weights weights;
  private final boolean training;
  private final List<Tensor> losses = new ArrayList<>();
  private final Map<Variable, Tensor> updates = new LinkedHashMap<>();
  private final Map<Variable, Tensor> reads = new LinkedHashMap<>();
  private final Map<Tensor, Tensor> masks = new HashMap<>();
  private final Set<Weights.Weight> used = new LinkedHashSet<>();
  private int randomStreams;

  public Trace(Weights weights, boolean training) {
    this.weights = weights;
    this.training = training;
  }

  /// The scope of the whole network.
  public Scope scope() {
    return new LocalScope("", true, Call.PLAIN);
  }

  /// Penalties that layers added, then those of the regularizers of trainable weights; all scalars.
  public List<Tensor> losses() {
    List<Tensor> all = new ArrayList<>(losses);
    for (Weights.Weight weight : used) {
      Regularizer regularizer = weight.regularizer();
      if (regularizer != null && weight.variable().isTrainable()) {
        all.add(regularizer.penalty(read(weight.variable())));
      }
    }
    return all;
  }

  /// What a training step leaves in states, the count of random draws included.
  public Map<Variable, Tensor> updates() {
    Map<Variable, Tensor> all = new LinkedHashMap<>(updates);
    if (training && randomStreams > 0) {
      all.put(weights.counter(), read(weights.counter()).plus(1));
    }
    return all;
  }

  /// The weights that were asked for, in order.
  public List<Weights.Weight> used() {
    return List.copyOf(used);
  }

  /// The value of a variable; one tensor however often it is read, so that gradients with respect to it are complete.
  public Tensor read(Variable variable) {
    return reads.computeIfAbsent(variable, ReadVariable::of);
  }

  /// Which steps of a tensor that passed through the network count; null where all do.
  public @Nullable Tensor mask(Tensor tensor) {
    return masks.get(tensor);
  }

  private final class LocalScope implements Scope {
    private final String path;
    private final boolean trainable;
    private final Call call;

    LocalScope(String path, boolean trainable, Call call) {
      this.path = path;
      this.trainable = trainable;
      this.call = call;
    }

    @Override
    public boolean training() {
      return training;
    }

    @Override
    public boolean trainable() {
      return trainable;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public Tensor weight(String name, DType dtype, Shape shape, Initializer initializer, @Nullable Regularizer regularizer,
        @Nullable Constraint constraint) {
      Variable variable = trainable ? Variable.trainable(pathOf(name), dtype, shape) : Variable.state(pathOf(name), dtype, shape);
      return use(weights.declare(variable, true, initializer, regularizer, constraint));
    }

    @Override
    public Tensor state(String name, DType dtype, Shape shape, Initializer initializer) {
      return use(weights.declare(Variable.state(pathOf(name), dtype, shape), false, initializer, null, null));
    }

    private Tensor use(Weights.Weight weight) {
      used.add(weight);
      // A state that was updated before in this step (a layer applied twice) goes on from its new value.
      Tensor updated = updates.get(weight.variable());
      return updated != null ? updated : read(weight.variable());
    }

    @Override
    public void update(String state, Tensor value) {
      if (training) {
        Variable variable = weights.find(pathOf(state)).orElseThrow().variable();
        if (!variable.type().equals(value.type())) {
          throw new ShapeException("state " + variable + " updated with " + value.type() + "; expected " + variable.type());
        }
        updates.put(variable, value);
      }
    }

    @Override
    public Tensor random(Shape shape) {
      return RandomUniform.of(read(weights.seed()), read(weights.counter()), shape, randomStreams++);
    }

    @Override
    public void addLoss(Tensor penalty) {
      losses.add(penalty);
    }

    @Override
    public @Nullable Tensor mask(Tensor tensor) {
      return masks.get(tensor);
    }

    @Override
    public void setMask(Tensor tensor, @Nullable Tensor mask) {
      if (mask == null) {
        masks.remove(tensor);
        return;
      }
      if (mask.dtype() != DType.BOOL) {
        throw new ShapeException("mask got " + mask.type() + "; expected bool, compare it with something first");
      }
      masks.put(tensor, mask);
    }

    @Override
    public Call call() {
      return call;
    }

    @Override
    public Scope child(String name, boolean childTrainable, Call childCall) {
      return new LocalScope(pathOf(name), trainable && childTrainable, childCall);
    }

    private String pathOf(String name) {
      return path.isEmpty() ? name : path + "/" + name;
    }
  }
}
