package org.sungu.data.tabular;

/// What to do with a category that the training table did not have.
public enum UnseenCategories {
  /// Stop with a message that names column, line and value.
  REJECT,
  /// Let the model treat it as it treats rare categories: by the lookup's out-of-vocabulary slot.
  ALLOW
}
