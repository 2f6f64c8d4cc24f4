package org.sungu.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a layer is called with besides tensors in order: the names of tensors that are passed by keyword, and flags.
///
/// @param keywords the names of the last inputs, such as `attention_mask`; inputs before them go by position
/// @param flags what is on or off, such as `use_causal_mask`
public record Call(List<String> keywords, Map<String, Boolean> flags) {
  /// Inputs by position and nothing else.
  public static final Call PLAIN = new Call(List.of(), Map.of());

  public Call {
    keywords = List.copyOf(keywords);
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
  }

  /// The keyword of a tensor that takes the place of the first input's mask.
  public static final String MASK = "mask";

  /// A call with flags that are on, and inputs by position.
  public static Call with(String... on) {
    Map<String, Boolean> flags = new LinkedHashMap<>();
    for (String flag : on) {
      flags.put(flag, true);
    }
    return new Call(List.of(), flags);
  }

  /// The call without a keyword.
  public Call without(String keyword) {
    return keywords.contains(keyword) ? new Call(keywords.stream().filter(each -> !each.equals(keyword)).toList(), flags) : this;
  }

  /// Whether a flag is given and on.
  public boolean flag(String name) {
    return Boolean.TRUE.equals(flags.get(name));
  }

  /// The input of a name, or null if it was not passed.
  ///
  /// @param parameters the names of inputs by position
  public <T> @Nullable T input(String name, List<String> parameters, List<T> inputs) {
    int positional = inputs.size() - keywords.size();
    int keyword = keywords.indexOf(name);
    int position = parameters.indexOf(name);
    if (keyword >= 0) {
      return inputs.get(positional + keyword);
    }
    return position >= 0 && position < positional ? inputs.get(position) : null;
  }
}
