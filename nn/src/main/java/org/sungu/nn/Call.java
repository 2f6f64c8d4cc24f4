package org.sungu.nn;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a layer is called with besides tensors in order: the names of tensors that are passed by keyword, and settings.
///
/// @param keywords the names of the last inputs, such as `attention_mask`; inputs before them go by position
/// @param settings what is no tensor, such as `use_causal_mask`: booleans, numbers, text
public record Call(List<String> keywords, Map<String, Object> settings) {
  /// Inputs by position and nothing else.
  public static final Call PLAIN = new Call(List.of(), Map.of());

  public Call {
    keywords = List.copyOf(keywords);
    settings = Map.copyOf(settings);
  }

  /// A call with settings and inputs by position.
  public static Call with(Map<String, Object> settings) {
    return new Call(List.of(), settings);
  }

  /// Whether a setting is given and true.
  public boolean flag(String setting) {
    return Boolean.TRUE.equals(settings.get(setting));
  }

  /// The inputs that go by position.
  public <T> List<T> positional(List<T> inputs) {
    return inputs.subList(0, inputs.size() - keywords.size());
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
