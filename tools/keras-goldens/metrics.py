"""Golden numbers of metrics: results after each of three updates, configs."""

from golden import float32, keras, np, normal, uniform, write

ONE_WEIGHT = [None, uniform(51, 0.0, 2.0, 4), None]


def metric_case(name, kind, batches, **options):
    """`batches`: (y_true, y_pred, sample_weight or None) of each update."""
    keras.utils.clear_session()  # names count from one again
    metric = kind(**options)
    updates = []
    for y_true, y_pred, sample_weight in batches:
        metric.update_state(y_true, y_pred, sample_weight=sample_weight)
        update = {"y_true": y_true, "y_pred": y_pred}
        if sample_weight is not None:
            update["sample_weight"] = sample_weight
        update["result"] = float32(metric.result())
        updates.append(update)
    result = {"name": name, "serialized": keras.metrics.serialize(metric)}
    result["arguments"] = options  # the config of some metrics keeps silent about them
    result["updates"] = updates
    result["variables"] = variables(metric)
    metric.reset_state()
    result["result_after_reset"] = after_reset(metric)
    return result


def variables(metric):
    """The accumulators, unless they are as long as AUC's two hundred thresholds."""
    return [
        {"name": v.name, "value": v.numpy()} for v in metric.variables if v.ndim < 1
        or v.shape[0] < 20
    ]


def after_reset(metric):
    try:
        return float32(metric.result())
    except ValueError as error:
        return f"error: {error}"


def reduction_case(name, kind, updates):
    keras.utils.clear_session()
    metric = kind()
    steps = []
    for values, sample_weight in updates:
        metric.update_state(values, sample_weight=sample_weight)
        step = {"values": values}
        if sample_weight is not None:
            step["sample_weight"] = sample_weight
        step["result"] = float32(metric.result())
        steps.append(step)
    return {
        "name": name,
        "serialized": keras.metrics.serialize(metric),
        "updates": steps,
        "variables": variables(metric),
    }


def weigh(batches):
    """The same batches, the second one weighted: sizes 5, 4 and 3."""
    return [(t, p, w) for (t, p), w in zip(batches, ONE_WEIGHT)]


def binary_batches(columns=1):
    batches = []
    for i, size in enumerate((5, 4, 3)):
        truth = float32(np.random.default_rng(60 + i).integers(0, 2, (size, columns)))
        batches.append((truth, uniform(70 + i, 0.0, 1.0, size, columns)))
    # Predictions on a threshold, at both ends, and tied.
    batches[0][1][:4, 0] = [0.5, 0.0, 1.0, 0.5]
    return batches


def regression_batches(columns=2, low=-2.0):
    return [
        (uniform(80 + i, low, 2.0, size, columns), uniform(90 + i, low, 2.0, size, columns))
        for i, size in enumerate((5, 4, 3))
    ]


def class_batches(classes=4):
    batches = []
    for i, size in enumerate((5, 4, 3)):
        labels = np.random.default_rng(100 + i).integers(0, classes, size)
        scores = np.exp(normal(110 + i, size, classes, scale=1.5))
        batches.append(
            (
                labels.astype("int32"),
                float32(np.round(scores / scores.sum(1, keepdims=True), 4)),
            )
        )
    return batches


def one_hot(batches, classes=4):
    return [(float32(np.eye(classes)[t]), p) for t, p in batches]


def accuracies(m):
    binary, classes = binary_batches(), class_batches()
    labels = [
        (float32([[1], [2], [3], [4], [5]]), float32([[1], [2], [0], [4], [6]])),
        (float32([[0], [2], [2], [1]]), float32([[0], [2], [1], [1]])),
        (float32([[7], [8], [9]]), float32([[7], [8.5], [9]])),
    ]
    tied = [(np.asarray([1, 0, 2], dtype="int32"),
             float32([[0.4, 0.4, 0.2], [0.4, 0.4, 0.2], [0.3, 0.3, 0.3]]), None)]
    return [
        metric_case("Accuracy", m.Accuracy, weigh(labels)),
        metric_case("BinaryAccuracy", m.BinaryAccuracy, weigh(binary)),
        metric_case("BinaryAccuracy/threshold", m.BinaryAccuracy, weigh(binary),
                    threshold=0.7),
        metric_case("BinaryAccuracy/rank_1_targets", m.BinaryAccuracy,
                    weigh([(t[:, 0], p) for t, p in binary])),
        metric_case("BinaryAccuracy/three_columns", m.BinaryAccuracy,
                    weigh(binary_batches(3))),
        metric_case("CategoricalAccuracy", m.CategoricalAccuracy,
                    weigh(one_hot(classes))),
        metric_case("SparseCategoricalAccuracy", m.SparseCategoricalAccuracy,
                    weigh(classes)),
        metric_case("SparseCategoricalAccuracy/column_of_targets",
                    m.SparseCategoricalAccuracy,
                    weigh([(t[:, None], p) for t, p in classes])),
        metric_case("SparseCategoricalAccuracy/ties", m.SparseCategoricalAccuracy, tied),
        metric_case("TopKCategoricalAccuracy", m.TopKCategoricalAccuracy,
                    weigh(one_hot(class_batches(7), 7))),
        metric_case("TopKCategoricalAccuracy/k_2", m.TopKCategoricalAccuracy,
                    weigh(one_hot(classes)), k=2),
        metric_case("SparseTopKCategoricalAccuracy", m.SparseTopKCategoricalAccuracy,
                    weigh(class_batches(7))),
        metric_case("SparseTopKCategoricalAccuracy/k_2", m.SparseTopKCategoricalAccuracy,
                    weigh(classes), k=2),
        metric_case("SparseTopKCategoricalAccuracy/ties",
                    m.SparseTopKCategoricalAccuracy, tied, k=1),
    ]


def confusion(m):
    binary, three = binary_batches(), binary_batches(3)
    cases = []
    for kind in (
        m.TruePositives,
        m.TrueNegatives,
        m.FalsePositives,
        m.FalseNegatives,
        m.Precision,
        m.Recall,
    ):
        name = kind.__name__
        cases += [
            metric_case(name, kind, weigh(binary)),
            metric_case(f"{name}/thresholds", kind, weigh(binary),
                        thresholds=[0.3, 0.5, 0.9]),
            metric_case(f"{name}/three_columns", kind, weigh(three), thresholds=0.4),
        ]
    for kind in (m.Precision, m.Recall):
        name = kind.__name__
        cases += [
            metric_case(f"{name}/rank_1_targets", kind,
                        weigh([(t[:, 0], p) for t, p in binary])),
            metric_case(f"{name}/class_id", kind, weigh(three), class_id=1),
            metric_case(f"{name}/top_k", kind, weigh(three), top_k=2),
            metric_case(f"{name}/top_k_class_id", kind, weigh(three), top_k=1,
                        class_id=2),
            metric_case(f"{name}/nothing_predicted", kind,
                        [(binary[0][0], float32(0 * binary[0][1]), None)]),
        ]
    for average in (None, "micro", "macro", "weighted"):
        for threshold in (None, 0.4):
            suffix = f"{average or 'none'}_{threshold or 'argmax'}"
            cases.append(metric_case(f"F1Score/{suffix}", m.F1Score, weigh(three),
                                     average=average, threshold=threshold))
            cases.append(metric_case(f"FBetaScore/{suffix}", m.FBetaScore, weigh(three),
                                     average=average, threshold=threshold, beta=2.0))
    cases += [
        metric_case("F1Score", m.F1Score, weigh(one_hot(class_batches()))),
        metric_case("F1Score/one_column", m.F1Score, weigh(binary), threshold=0.5),
        metric_case("F1Score/one_column_argmax", m.F1Score, weigh(binary)),
        metric_case("FBetaScore", m.FBetaScore, weigh(one_hot(class_batches()))),
    ]
    return cases


def many(columns):
    """Enough rows that the areas of the summation methods differ."""
    batches = []
    for i, size in enumerate((23, 18, 11)):
        truth = float32(np.random.default_rng(120 + i).integers(0, 2, (size, columns)))
        noise = uniform(130 + i, 0.0, 1.0, size, columns)
        scores = float32(np.round(0.35 * truth + 0.65 * noise, 3))
        weights = uniform(140 + i, 0.0, 2.0, size) if i == 1 else None
        batches.append((truth, scores, weights))
    batches[0][1][:3, 0] = [0.0, 1.0, 0.5]
    return batches


def areas(m):
    one, three = many(1), many(3)
    cases = [metric_case("AUC", m.AUC, one)]
    for curve in ("ROC", "PR"):
        for method in ("interpolation", "minoring", "majoring"):
            cases.append(metric_case(f"AUC/{curve}_{method}_20", m.AUC, one, curve=curve,
                                     summation_method=method, num_thresholds=20))
    logits = [(t, float32(np.round(8 * p - 4, 3)), w) for t, p, w in one]
    cases += [
        metric_case("AUC/PR", m.AUC, one, curve="PR"),
        metric_case("AUC/PRGAIN", m.AUC, one, curve="PRGAIN"),
        metric_case("AUC/three_columns_flattened", m.AUC, three[:1]),
        metric_case("AUC/thresholds", m.AUC, one, thresholds=[0.2, 0.35, 0.8]),
        metric_case("AUC/multi_label", m.AUC, three, multi_label=True, num_labels=3,
                    num_thresholds=15),
        metric_case("AUC/multi_label_weighted", m.AUC, three, multi_label=True,
                    num_labels=3, label_weights=[0.2, 0.5, 0.3], curve="PR",
                    num_thresholds=15),
        metric_case("AUC/from_logits", m.AUC, logits, from_logits=True),
        metric_case("AUC/one_class_only", m.AUC,
                    [(float32([[1], [1]]), float32([[0.2], [0.9]]), None)]),
        metric_case("SensitivityAtSpecificity", m.SensitivityAtSpecificity, one,
                    specificity=0.6),
        metric_case("SpecificityAtSensitivity", m.SpecificityAtSensitivity, one,
                    sensitivity=0.6),
        metric_case("PrecisionAtRecall", m.PrecisionAtRecall, one, recall=0.6),
        metric_case("RecallAtPrecision", m.RecallAtPrecision, one, precision=0.6),
    ]
    return cases


def regression(m):
    batches, positive = regression_batches(), regression_batches(low=0.05)
    cases = [
        metric_case(kind.__name__, kind, weigh(batches))
        for kind in (
            m.MeanSquaredError,
            m.MeanAbsoluteError,
            m.RootMeanSquaredError,
            m.LogCoshError,
            m.CosineSimilarity,
            m.R2Score,
        )
    ]
    cases += [
        metric_case(kind.__name__, kind, weigh(positive))
        for kind in (
            m.MeanAbsolutePercentageError,
            m.MeanSquaredLogarithmicError,
            m.Poisson,
        )
    ]
    column = regression_batches(1)
    cases += [
        metric_case("MeanSquaredError/rank_1_targets", m.MeanSquaredError,
                    weigh([(t[:, 0], p) for t, p in column])),
        metric_case("RootMeanSquaredError/rank_1_targets", m.RootMeanSquaredError,
                    weigh([(t[:, 0], p) for t, p in column])),
        metric_case("CosineSimilarity/axis_0", m.CosineSimilarity, [(*batches[0], None)],
                    axis=0),
        metric_case("R2Score/variance_weighted", m.R2Score, weigh(batches),
                    class_aggregation="variance_weighted_average"),
        metric_case("R2Score/per_column", m.R2Score, weigh(batches),
                    class_aggregation=None),
        metric_case("R2Score/adjusted", m.R2Score, weigh(batches), num_regressors=1),
        metric_case("R2Score/one_column", m.R2Score, weigh(column)),
    ]
    for kind in (m.Hinge, m.SquaredHinge):
        cases.append(metric_case(kind.__name__, kind, weigh(binary_batches(2))))
    cases.append(metric_case("CategoricalHinge", m.CategoricalHinge,
                             weigh(one_hot(class_batches()))))
    return cases


def entropies(m):
    binary, classes = binary_batches(2), class_batches()
    hot = one_hot(classes)

    def logits(batches):
        return [(t, float32(np.round(8 * p - 4, 3))) for t, p in batches]

    return [
        metric_case("BinaryCrossentropy", m.BinaryCrossentropy, weigh(binary)),
        metric_case("BinaryCrossentropy/from_logits", m.BinaryCrossentropy,
                    weigh(logits(binary)), from_logits=True, label_smoothing=0.1),
        metric_case("CategoricalCrossentropy", m.CategoricalCrossentropy, weigh(hot)),
        metric_case("CategoricalCrossentropy/from_logits", m.CategoricalCrossentropy,
                    weigh(logits(hot)), from_logits=True, label_smoothing=0.1),
        metric_case("SparseCategoricalCrossentropy", m.SparseCategoricalCrossentropy,
                    weigh(classes)),
        metric_case("SparseCategoricalCrossentropy/from_logits",
                    m.SparseCategoricalCrossentropy, weigh(logits(classes)),
                    from_logits=True),
        metric_case("KLDivergence", m.KLDivergence, weigh(hot)),
    ]


def reductions(m):
    values = [normal(150, 5), normal(151, 4), normal(152, 3, 2)]
    updates = list(zip(values, ONE_WEIGHT))
    cases = [
        reduction_case("Mean", m.Mean, updates),
        reduction_case("Sum", m.Sum, updates),
        reduction_case("Mean/weight_per_row", m.Mean,
                       [(normal(153, 3, 2), float32([0.5, 0.0, 2.0]))]),
    ]
    keras.utils.clear_session()
    mean = m.Mean()
    cases.append({
        "name": "Mean/nothing_seen",
        "serialized": keras.metrics.serialize(mean),
        "result": float32(mean.result()),
    })
    return cases


def main():
    m = keras.metrics
    cases = accuracies(m) + confusion(m) + areas(m) + regression(m) + entropies(m)
    write("metrics", cases + reductions(m))


if __name__ == "__main__":
    main()
