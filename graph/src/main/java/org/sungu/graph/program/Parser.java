package org.sungu.graph.program;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sungu.graph.Body;
import org.sungu.graph.FusedPointwise.Step;
import org.sungu.graph.Node;
import org.sungu.graph.Op;
import org.sungu.graph.Pointwise;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Reads what [Printer] writes. Names are looked up in the closed set of primitives; nothing else is ever instantiated.
public final class Parser {
  private final TextReader reader;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, Tensor> values = new HashMap<>();

  private Parser(TextReader reader) {
    this.reader = reader;
  }

  /// @throws IllegalArgumentException with line and column where the text is not a program, or where a printed type is not what the
  ///     op infers
  public static Program parse(String text) {
    Parser parser = new Parser(new TextReader(text));
    try {
      Program program = parser.program();
      if (!parser.reader.atEnd()) {
        throw parser.reader.error("expected an update or the end");
      }
      return program;
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("line ") ? e : parser.reader.error(message);
    }
  }

  private Program program() {
    while (reader.accept("variable")) {
      variable();
    }
    while (!reader.accept("inputs")) {
      node();
    }
    List<Tensor> inputs = tensors();
    reader.expect("outputs");
    List<Tensor> outputs = tensors();
    Map<Variable, Tensor> updates = new LinkedHashMap<>();
    while (reader.accept("update")) {
      Variable variable = variableNamed(reader.string());
      reader.expect("=");
      updates.put(variable, tensor());
    }
    return Program.of(inputs, outputs, updates);
  }

  private void variable() {
    String name = reader.string();
    reader.expect(":");
    TensorType type = reader.type();
    boolean trainable = reader.accept("trainable");
    Variable variable = trainable
        ? Variable.trainable(name, type.dtype(), type.shape())
        : Variable.state(name, type.dtype(), type.shape());
    if (variables.put(name, variable) != null) {
      throw reader.error("variable \"" + name + "\" is declared twice");
    }
  }

  private void node() {
    List<String> names = new ArrayList<>();
    do {
      names.add(valueName());
    } while (reader.accept(","));
    reader.expect("=");
    String opName = reader.word();
    List<Tensor> inputs = new ArrayList<>();
    if (reader.accept("(")) {
      inputs.addAll(tensors());
      reader.expect(")");
    }
    Node node = Node.of(op(opName), inputs);
    reader.expect(":");
    List<TensorType> types = new ArrayList<>();
    do {
      types.add(reader.type());
    } while (reader.accept(","));
    List<TensorType> inferred = node.outputs().stream().map(Tensor::type).toList();
    if (!inferred.equals(types) || names.size() != types.size()) {
      throw reader.error(opName + " gives " + inferred + "; the text says " + names + " : " + types);
    }
    for (int i = 0; i < names.size(); i++) {
      if (values.put(names.get(i), node.output(i)) != null) {
        throw reader.error(names.get(i) + " is defined twice");
      }
    }
  }

  private Op op(String name) {
    Class<? extends Op> type = Primitives.named(name);
    if (type == null) {
      throw reader.error("unknown op '" + name + "'; expected one of " + Primitives.names());
    }
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      reader.expect(i == 0 ? "{" : ",");
      reader.expect(components[i].getName());
      reader.expect("=");
      types[i] = components[i].getType();
      arguments[i] = attribute(types[i], components[i].getName());
    }
    if (components.length > 0) {
      reader.expect("}");
    }
    return construct(type, types, arguments);
  }

  private static Op construct(Class<? extends Op> type, Class<?>[] types, Object[] arguments) {
    try {
      Constructor<? extends Op> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(Op.name(type) + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + type, e);
    }
  }

  private Object attribute(Class<?> type, String name) {
    if (type == boolean.class) {
      return reader.bool();
    } else if (type == int.class) {
      return (int) reader.integer();
    } else if (type == double.class) {
      return Double.parseDouble(reader.number());
    } else if (type == String.class) {
      return reader.string();
    } else if (type == DType.class) {
      return reader.dtype();
    } else if (type == Shape.class) {
      return reader.shape();
    } else if (type == TensorType.class) {
      return reader.type();
    } else if (type == NDArray.class) {
      return ArrayText.read(reader);
    } else if (type == Variable.class) {
      return variableNamed(reader.string());
    } else if (type == Body.class) {
      return body();
    } else if (type == List.class) {
      return name.equals("steps") ? steps() : reader.integers();
    }
    throw new IllegalStateException("attributes of " + type + " cannot be read; teach Printer and Parser both");
  }

  /// A program of its own, whose values are numbered apart from those around it.
  private Body body() {
    reader.expect("{");
    Program program = new Parser(reader).program();
    reader.expect("}");
    return new Body(program.inputs(), program.outputs());
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    reader.expect("[");
    while (!reader.accept("]")) {
      if (!steps.isEmpty()) {
        reader.expect(",");
      }
      String name = reader.word();
      List<Integer> arguments = new ArrayList<>();
      reader.expect("(");
      while (!reader.accept(")")) {
        if (!arguments.isEmpty()) {
          reader.expect(",");
        }
        arguments.add((int) reader.integer());
      }
      if (!(op(name) instanceof Pointwise op)) {
        throw reader.error("step " + name + " is not pointwise");
      }
      steps.add(new Step(op, arguments));
    }
    return steps;
  }

  private List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    if (reader.accept("%")) {
      tensors.add(value("%" + reader.integer()));
      while (reader.accept(",")) {
        tensors.add(tensor());
      }
    }
    return tensors;
  }

  private Tensor tensor() {
    return value(valueName());
  }

  private String valueName() {
    reader.expect("%");
    return "%" + reader.integer();
  }

  private Tensor value(String name) {
    @Nullable Tensor value = values.get(name);
    if (value == null) {
      throw reader.error(name + " is not defined in front of its use");
    }
    return value;
  }

  private Variable variableNamed(String name) {
    @Nullable Variable variable = variables.get(name);
    if (variable == null) {
      throw reader.error("variable \"" + name + "\" is not declared; it is one of " + variables.keySet());
    }
    return variable;
  }
}
