package org.sungu.format.npz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sungu.format.FormatException;
import org.sungu.tensor.Shape;

/// The Python literal in front of an array's data: `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
///
/// @param descriptor byte order, kind and size of an element, such as `<f4`
/// @param columnMajor whether the first axis is the contiguous one
record NpyHeader(String descriptor, boolean columnMajor, Shape shape) {
  private static final Pattern DESCRIPTOR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
  private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s]*)\\)");
  private static final int MAXIMAL_RANK = 64;
  private static final int ALIGNMENT = 64;
  /// Magic string, version, and a header length of two bytes.
  private static final int PREFIX = 10;

  static NpyHeader parse(String name, String text) {
    Matcher descriptor = DESCRIPTOR.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!descriptor.find()) {
      throw new FormatException(
          name + " holds records with named fields or a damaged header; expected one type for all elements."
              + " Save each field as an array of its own");
    }
    if (!order.find() || !shape.find()) {
      throw new FormatException(name + " has a damaged header; expected a NumPy array. Save it again with numpy.save or numpy.savez");
    }
    return new NpyHeader(descriptor.group(1), order.group(1).equals("True"), shape(name, shape.group(1)));
  }

  private static Shape shape(String name, String text) {
    List<Integer> sizes = new ArrayList<>();
    long count = 1;
    for (String part : text.split(",", -1)) {
      String digits = part.strip().replace("L", "");
      if (digits.isEmpty()) {
        continue;
      }
      long size = digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits);
      if (size > Integer.MAX_VALUE || (size > 0 && count > Long.MAX_VALUE / 1024 / size) || sizes.size() == MAXIMAL_RANK) {
        throw new FormatException(
            name + " claims shape (" + text + "); expected at most " + MAXIMAL_RANK + " axes of at most "
                + Integer.MAX_VALUE + ". The file is damaged: save it again");
      }
      sizes.add((int) size);
      count *= Math.max(1, size);
    }
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  /// The header as NumPy writes it, padded so that the data behind the 10 bytes before it are aligned to 64 bytes.
  String encode() {
    StringBuilder text = new StringBuilder("{'descr': '").append(descriptor).append("', 'fortran_order': ");
    text.append(columnMajor ? "True" : "False").append(", 'shape': (");
    for (int axis = 0; axis < shape.rank(); axis++) {
      text.append(axis == 0 ? "" : " ").append(shape.size(axis)).append(axis < shape.rank() - 1 || axis == 0 ? "," : "");
    }
    text.append("), }");
    int padding = -(PREFIX + text.length() + 1) & (ALIGNMENT - 1);
    return text.append(" ".repeat(padding)).append('\n').toString();
  }
}
