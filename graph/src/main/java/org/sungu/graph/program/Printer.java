package org.sungu.graph.program;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sungu.graph.Body;
import org.sungu.graph.FusedPointwise;
import org.sungu.graph.Node;
import org.sungu.graph.Op;
import org.sungu.graph.Tensor;
import org.sungu.graph.TensorType;
import org.sungu.graph.Variable;
import org.sungu.tensor.DType;
import org.sungu.tensor.NDArray;
import org.sungu.tensor.Shape;

/// Programs as text, for people and for tests; [Parser] reads it back.
///
/// ```
/// variable "dense/kernel" : float32[5,7] trainable
/// %0 = input {label="x", type=float32[8,5]} : float32[8,5]
/// %1 = readVariable {variable="dense/kernel"} : float32[5,7]
/// %2 = matMul(%0, %1) {transposeA=false, transposeB=false} : float32[8,7]
/// inputs %0
/// outputs %2
/// update "dense/kernel" = %1
/// ```
/// Every value has a number, in the order of the nodes. The attributes in braces are the op record's components, in their order.
public final class Printer {
  private final StringBuilder text = new StringBuilder();
  private final Map<Tensor, String> names = new HashMap<>();

  private Printer() {}

  public static String print(Program program) {
    Printer printer = new Printer();
    printer.program(program);
    return printer.text.toString();
  }

  private void program(Program program) {
    for (Variable variable : program.variables()) {
      text.append("variable ").append(quoted(variable.name())).append(" : ").append(variable.type())
          .append(variable.isTrainable() ? " trainable" : "").append('\n');
    }
    program.nodes().forEach(this::node);
    text.append("inputs").append(leading(program.inputs())).append('\n');
    text.append("outputs").append(leading(program.outputs())).append('\n');
    program.updates().forEach((variable, value) ->
        text.append("update ").append(quoted(variable.name())).append(" = ").append(names.get(value)).append('\n'));
  }

  private void node(Node node) {
    for (Tensor output : node.outputs()) {
      names.put(output, "%" + names.size());
    }
    text.append(names(node.outputs())).append(" = ").append(call(node.op(), node.inputs().stream().map(names::get).toList())).append(" : ")
        .append(node.outputs().stream().map(output -> output.type().toString()).collect(Collectors.joining(", "))).append('\n');
  }

  private String leading(List<Tensor> tensors) {
    return tensors.isEmpty() ? "" : " " + names(tensors);
  }

  private String names(List<Tensor> tensors) {
    return tensors.stream().map(names::get).collect(Collectors.joining(", "));
  }

  private static String call(Op op, List<String> arguments) {
    String inputs = arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")";
    List<String> attributes = new ArrayList<>();
    if (op.getClass().isRecord()) {
      for (RecordComponent component : op.getClass().getRecordComponents()) {
        attributes.add(component.getName() + "=" + attribute(value(op, component)));
      }
    }
    return op.name() + inputs + (attributes.isEmpty() ? "" : " {" + String.join(", ", attributes) + "}");
  }

  private static Object value(Op op, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(op);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component + " of " + op, e);
    }
  }

  private static String attribute(Object value) {
    return switch (value) {
      case String string -> quoted(string);
      case Variable variable -> quoted(variable.name());
      case DType dtype -> dtype.kerasName();
      case NDArray array -> ArrayText.print(array);
      case FusedPointwise.Step step -> call(step.op(), step.arguments().stream().map(Object::toString).toList());
      case Body body -> body(body);
      case List<?> list -> list.stream().map(item -> attribute((Object) item)).collect(Collectors.joining(", ", "[", "]"));
      case Boolean _, Integer _, Double _, Shape _, TensorType _ -> value.toString();
      default -> quoted(value.toString());
    };
  }

  private static String body(Body body) {
    return "{\n" + print(Program.of(body.inputs(), body.outputs())).indent(2) + "}";
  }

  private static String quoted(String string) {
    StringBuilder result = new StringBuilder("\"");
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        result.append('\\').append(c);
      } else if (c < ' ') {
        result.append(String.format("\\u%04x", (int) c));
      } else {
        result.append(c);
      }
    }
    return result.append('"').toString();
  }
}
