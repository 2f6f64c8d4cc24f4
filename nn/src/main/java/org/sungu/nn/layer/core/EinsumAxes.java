package org.sungu.nn.layer.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sungu.graph.ShapeException;
import org.sungu.nn.PartialShape;
import org.sungu.tensor.Shape;

/// The equation of an [EinsumDense] layer for one input: every axis has a letter, those that `...` stands for too, and a size.
///
/// @param hidden how many axes `...` stands for
/// @param hiddenInFront whether they are in front
record EinsumAxes(String input, String kernel, String output, Map<Character, Integer> sizes, int hidden, boolean hiddenInFront) {
  private static final Pattern PLAIN = Pattern.compile("([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)");
  private static final Pattern FRONT = Pattern.compile("\\.\\.\\.([a-zA-Z]+),([a-zA-Z]+)->\\.\\.\\.([a-zA-Z]+)");
  private static final Pattern BACK = Pattern.compile("([a-zA-Z]{2,})\\.\\.\\.,([a-zA-Z]+)->([a-zA-Z]+)\\.\\.\\.");

  /// @throws IllegalArgumentException if the equation is none
  /// @throws ShapeException if the input does not fit it
  static EinsumAxes of(String equation, PartialShape outputShape, Shape input) {
    for (Pattern pattern : List.of(PLAIN, FRONT, BACK)) {
      Matcher matcher = pattern.matcher(equation);
      if (matcher.matches()) {
        int hidden = input.rank() - matcher.group(1).length();
        if (hidden < 0 || (hidden > 0 && pattern == PLAIN)) {
          throw new ShapeException("got an input of shape " + input + "; expected as many axes as '" + equation + "' names");
        }
        String extra = unused(equation, hidden);
        String front = pattern == FRONT ? extra : "";
        String back = pattern == FRONT ? "" : extra;
        EinsumAxes axes = new EinsumAxes(front + matcher.group(1) + back, matcher.group(2), front + matcher.group(3) + back, new HashMap<>(), hidden,
            pattern == FRONT);
        axes.measure(equation, outputShape, input);
        return axes;
      }
    }
    throw new IllegalArgumentException("EinsumDense got the equation '" + equation + "'; expected one such as 'abc,cd->abd', '...c,cd->...d' or 'abc...,bd->ad...'");
  }

  private static String unused(String equation, int count) {
    StringBuilder letters = new StringBuilder();
    for (char letter = 'A'; letters.length() < count; letter++) {
      if (equation.indexOf(letter) < 0) {
        letters.append(letter);
      }
    }
    return letters.toString();
  }

  private void measure(String given, PartialShape outputShape, Shape shape) {
    for (int i = 0; i < shape.rank(); i++) {
      sizes.put(input.charAt(i), shape.size(i));
    }
    // The sample axis comes first; hidden axes in front follow it, those behind come last.
    List<Integer> result = new ArrayList<>(outputShape.sizes());
    result.addFirst(shape.size(0));
    for (int i = hiddenInFront ? 1 : 0; i < hidden; i++) {
      result.add(hiddenInFront ? i : result.size(), shape.size(hiddenInFront ? i : shape.rank() - hidden + i));
    }
    if (result.size() != output.length()) {
      throw new ShapeException("got output shape " + outputShape + "; expected a size for each axis of the result of '" + given + "' behind the first");
    }
    for (int i = 0; i < result.size(); i++) {
      int size = result.get(i);
      Integer known = sizes.get(output.charAt(i));
      if (size != PartialShape.UNKNOWN && known != null && known != size) {
        throw new ShapeException("got an input of shape " + shape + "; expected " + size + " along axis '" + output.charAt(i) + "' of '" + given + "'");
      }
      if (size != PartialShape.UNKNOWN) {
        sizes.put(output.charAt(i), size);
      }
    }
  }

  String equation() {
    return input + "," + kernel + "->" + output;
  }

  Shape kernelShape() {
    return shape(kernel);
  }

  /// From the first axis along which the bias differs to the last; 1 along those where it does not.
  Shape biasShape(String biasAxes) {
    int first = biasAxes.chars().map(output::indexOf).min().orElse(-1);
    if (first < 0) {
      throw new ShapeException("got bias axes '" + biasAxes + "'; expected some of '" + output + "'");
    }
    String behind = output.substring(first);
    return Shape.of(behind.chars().map(letter -> biasAxes.indexOf(letter) >= 0 ? size((char) letter) : 1).toArray());
  }

  private Shape shape(String letters) {
    return Shape.of(letters.chars().map(letter -> size((char) letter)).toArray());
  }

  private int size(char letter) {
    Integer size = sizes.get(letter);
    if (size == null) {
      throw new ShapeException("axis '" + letter + "' of '" + equation() + "' has no size; expected it in the output shape");
    }
    return size;
  }
}
